"""Nothing to eat."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("mange",
     "(?:rien|pas|plus|jamais) (?:[a-z]+ )?mange(?:r|z)? (?:[a-z]+ )?(?:depuis|depui|dpuis|dpui) (?:avant "
     ")?(?:hier|[0-9]+ ?"
     "(?:j|jours?|h|semaines?)?|une?|deux|trois|quatre|cinq|six|plusieurs|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
     "dimanche|des jours)(?! (?:h|heures?))", "j'ai rien mangé depuis hier"),
    ("a manger|de quoi",
     "(?:plus|pas) (?:rien|grand chose qui soit|de quoi) (?:a manger|manger|(?:acheter|faire) a manger|nourir)"
     "(?! (?:de bon|de sucre|avec|sur place))", "on n'a plus rien à manger à la maison"),
    ("poubeles",
     "(?:fais|fait|faire|fouile|fouiler|mange|manger) (?:[a-z]+ ){0,3}les poubeles(?! (?:de la cour|jaunes))",
     "je fais les poubelles du supermarché"),
    ("mange",
     "mange (?:[a-z]+ ){0,2}(?:une|1) fois (?:tous|tout|par|en|dans|sur) (?:les )?(?:[0-9]|deux|trois|quatre) jours?",
     "je mange une fois tous les deux jours"),
    ("ventre",
     "(?:rien|vide) (?:dans|ds) (?:le|mon) ventre|ventre vide depuis (?!ce|midi)[a-z]+",
     "j'ai rien dans le ventre depuis mercredi"),
    ("poupe|pomes|malaise|evanoui",
     "(?:tombee?|tomber|evanouie?|malaise) (?:[a-z]+ ){0,8}(?:mange (?:plus|pas)|rien mange|pas mange)",
     "je suis tombé dans les pommes parce que je mange plus"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("eaten|ate ",
     "(?:havent|have not|hasnt|not) (?:eaten|ate) (?:anything )?(?:since (?!breakfast|lunch|noon|this)[a-z]+|"
     "for (?:[0-9]|two|"
     "three|four|days)|in (?:[0-9]|two|three|four|days))", "i haven't eaten since monday"),
    ("no food", "no food (?:left|in the house|at home|at all)", "there's no food in the house"),
)
