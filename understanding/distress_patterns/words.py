"""Classes of words: ``<name>`` in a row stands for one of them.

A row is (anchors, pattern, example). Patterns are tried on plain words (``distress_spelling.plain``): no accents, no
"ne", "j'ai" is "je ai", "m'a" is "me a", a clause ends with ","; doubled letters are made single, here too. A row is
tried only when one of its anchors, separated by ``|``, is in the text. Every gap is bounded and no gap holds another,
so that no text makes a pattern slow.
"""

Row = tuple[str, str, str]

# fmt: off
CLASSES = {
    "kin": (
        "(?:mon|ma|mes|le) (?:pere|mere|papa|maman|daron|daronne|darons|parents?|beau pere|belle mere|(?:grand |"
        "petit )?freres?|(?:grande |petite )?soeurs?|oncles?|tonton|tante|cousine?|grand pere|grand mere|famille|"
        "copains?|copine|mec|meuf|mari|femme|ex|conjoint|compagnon|fiance|petit ami|coloc)"
    ),
    "boss": (
        "(?:mon|ma|mes|le|un|des|les) (?:(?:pere|mere|papa|maman|daron|daronne|darons|parents?|beau pere|"
        "belle mere|(?:grand |petit )?freres?|(?:grande |petite )?soeurs?|oncles?|tonton|tante|cousine?|grand pere|"
        "grand mere|famille|copains?|copine|mec|meuf|mari|femme|ex|conjoint|compagnon|fiance|petit ami|coloc)|"
        "(?:patron|chef|tuteur|prof|mentor|volontaire|entraineur|coach|collegue|voisin|type|gars|gens|mecs?|"
        "eleves|homme))(?: de stage)?"
    ),
    "who": (
        "(?:ils?|elles?|on|(?:mon|ma|mes|le|un|des|les) (?:(?:pere|mere|papa|maman|daron|daronne|darons|parents?|"
        "beau pere|belle mere|(?:grand |petit )?freres?|(?:grande |petite )?soeurs?|oncles?|tonton|tante|cousine?|"
        "grand pere|grand mere|famille|copains?|copine|mec|meuf|mari|femme|ex|conjoint|compagnon|fiance|petit ami|"
        "coloc)|(?:patron|chef|tuteur|prof|mentor|volontaire|entraineur|coach|collegue|voisin|type|gars|gens|"
        "mecs?|eleves|homme))(?: de stage)?)"
    ),
    "love": (
        "(?:mon|ma|son) (?:copain|copine|mec|meuf|mari|femme|ex|conjoint|compagnon|fiance|petit ami|keum|gars|homme|"
        "cheri)(?: (?:il|elle))?"
    ),
    "mentor": (
        "(?:mon|ma|le|la|un|une|son) (?:mentore?|tuteur|tutrice|benevole|volontaire|acompagnat(?:eur|rice)|prof|coach|"
        "entraineur|educ|educateur|animateur|monsieur (?:de|du|qui) [a-z]+)(?: (?:il|elle))?"
    ),
    "friend": (
        "(?:(?:mon|ma|mes) (?:meilleure? |petite? |grande? )?(?:potes?|amie?|copine|copains?|soeurs?|freres?|coloc|"
        "cousine?|mere|pere|mec|meuf|fille|fils)|une? (?:pote|amie?|copine|copain))"
    ),
    "want": (
        "(?:veux|vais|vai|va|voudrais|voulais|aimerais|prefere|prefererais|pourrais|compte|peux|pense|pensais|"
        "songe|devrais|dois|risque de)"
    ),
    "pills": (
        "(?:medicaments?|medocs?|cachets?|comprimes?|somniferes?|doliprane|xanax|lexomil|paracetamol|"
        "antidepresseurs?|anxiolytiques?|efferalgan|ibuprofene|pilules?|javel)"
    ),
    "no_day": (
        "(?<!lundi )(?<!mardi )(?<!mercredi )(?<!jeudi )(?<!vendredi )(?<!samedi )(?<!dimanche )"
    ),
    "limb": "(?:bras|poignets?|veines|peau|cuisses?|jambes?|avant bras|ventre|main expres)",
    "die": "(?:mourir|creve|caner|kaner|clamser)",
    "kill": (
        "(?:tuer?|suicider?|pendre|buter|flinguer|noyer|supprimer|defenestrer|immoler|oter la vie|enlever la vie|"
        "donner la mort|detruire la sante)"
    ),
    "hit": (
        "(?:(?:frapp|tap|tabass|gifl|cogn|etrangl|maltrait|brutalis|viol|poignard|agress|secou|fouett|fracass|latt)"
        "(?:e|es|er|ent|ait|aient|ee|ees)|bats?|battent|battait|battaient|battue?|batre|defonce la|crache dessus)"
    ),
    "me_a": "(?:me (?:a|as|ont|avait|avaient)|ma|mont)",
    "few": (
        "(?:(?:trop|tellement|meme|plus|tout|toute|a|de|bien|que|ca|tous|le|la|temps|les|jours|soirs|aussi|en|"
        "fort|fois) ){0,4}"
    ),
    "very": "(?:(?:trop|tres|tellement|si) )?",
    "end": (
        "(?= (?:la |quoi |svp )?(?:,|et|mais|je|en ce moment|depuis|du tout|dans cette vie|tout le temps|parce|"
        "ca|mdr) )"
    ),
    "here": "(?! (?:a|au|aux|chez|en|avec|ici|dans|sur|seule?|loin|de|la bas) )",
    "he": (
        "(?:he|she|they|(?:my|his) (?:step ?)?(?:dad|father|mom|mum|mother|boyfriend|girlfriend|ex|husband|wife|"
        "brother|sister|uncle|aunt|cousin|parents|boss|mentor|roommate|partner|teacher))"
    ),
    "dont": "(?:dont|do not|didnt)",
    "cant": "(?:cant|cannot|can not)",
    "game": (
        "(?:aux? (?:echecs|cartes|foot|tennis|ping|badminton|basket|bowling|scrabble|jeux?|poker|uno|sprint)|"
        "a (?:fifa|mario|fortnite|plate|chaque partie|la (?:course|console|petanque)))"
    ),
    "can": "(?:peux|peu|peut|pe)",
    "now": "(?= (?:,|and|anymore|any more|at all|lately|now|right|so|all|i|because|mdr) )",
}
