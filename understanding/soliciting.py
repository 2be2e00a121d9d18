"""Soliciting: does a message to a partner ask for what nobody may ask for here: pictures, secrets, a bed, a body?

A robot's doubt is no judgement: it decides that somebody of the team looks. Whoever wrote it learns nothing of it, so
that a row may be a little too wide, never so wide that everyday messages fill the team's list.
"""

from understanding.distress_patterns.rows import erase_idioms, select_patterns
from understanding.distress_patterns.words import Row
from understanding.distress_spelling import simplify

MAX_CHARACTERS = 4096
_TE = "(?:te|tout)"
"""« t' » is brought to plain words as « tout »."""
_TU = "(?:tu es|tes|te es|tout es|tu serais|tu etais)"
# fmt: off
ROWS: tuple[Row, ...] = (
    ("photo|selfie|video",
     "(?:envoie|envoies|envoi|envoyer|montre|donne|aurais|as|veux|voudrais|voir|fais|file)(?: [a-z]+){0,5} "
     "(?:photos?|selfies?|videos?) (?:[a-z]+ ){0,3}(?:de|avec) (?:toi|ton corps|ton visage|tes [a-z]+)"
     "(?! (?:[a-z]+ ){0,4}(?:cv|dossier|candidature|linkedin|badge|carte|notes|cours|devoirs?|travail))",
     "envoie moi une photo de toi"),
    ("nude|nue|intime|lingerie|vetement|maillot|deshabil|culote|sexy|coquin",
     "(?:nudes?|(?:photos?|videos?)(?: [a-z]+){0,3} (?:toute? nue?s?|nue?s?|intimes?|sexys?|coquines?|denudees?)|"
     "(?:te voir|toi|tu)(?: [a-z]+){0,4} (?:toute? nue?|en (?:sous vetements?|lingerie|maillot|culote))|"
     "deshabil(?:e toi|es toi|er pour moi)|tu portes quoi (?:la|ce soir|au lit))",
     "j'ai envie de te voir en sous-vêtements"),
    ("secret|entre nous|a persone|doit savoir|parents|ta mere|ton pere|l equipe|aso",
     "(?:(?:notre|un) (?:petit )?secret(?: entre nous)?|(?:ca|cela|tout) (?:doit )?(?:reste|rester|restera) entre nous|"
     "persone (?:[a-z]+ ){0,2}doit (?:le |rien )?savoir|(?:dis|parle|parles|racontes?) (?:[a-z]+ ){0,3}a persone|"
     "(?:dis|parle|parles|racontes?) (?:[a-z]+ ){0,2}(?:pas|rien|jamais) (?:[a-z]+ ){0,2}a (?:tes parents|ta mere|"
     "ton pere|ta famille|l equipe|l asociation)|(?:pas|rien|jamais) (?:[a-z]+ ){0,2}(?:dire|parler|raconter) "
     "(?:[a-z]+ ){0,2}a (?:tes parents|ta mere|ton pere|ta famille|l equipe|l asociation))",
     "n'en parle pas à tes parents"),
    ("eface|suprime",
     "(?<!je )(?<!ai )(?:eface|efaces|suprime|suprimes)(?: bien| vite)? "
     "(?:nos|ces|cete|notre|tous nos|tous tes|toute? la) (?:mesages?|conversations?|echanges|discusions?)",
     "efface nos messages après"),
    ("chez moi|chez toi|hotel|ma voiture",
     "(?:(?:viens|venir|passer|dors|dormir|rester|retrouve|rejoins|invite)(?: [a-z]+){0,5} "
     "(?:chez moi|dans mon apartement|dans mon studio)|(?:viens|vienes|venir|passer|dormir)(?: [a-z]+){0,3} chez toi|"
     "a l hotel (?:avec moi|tous les deux|ensemble)|dans ma voiture (?:avec moi|tous les deux|seuls?))",
     "viens chez moi ce soir"),
    ("seul|tous les deux|rien que",
     "(?:on (?:pourait|peut|poura|va|devrait) (?:se|etre)(?: [a-z]+){0,3} (?:seuls?|rien que (?:nous|tous les) deux)|"
     "(?:te voir|te retrouver) (?:toute? )?seule?)",
     "j'aimerais te voir seule"),
    ("bele|beau|sexy|canon|craquant|mignon|desir|atirant",
     f"{_TU} (?:[a-z]+ ){{0,3}}(?:bele|sexy|canon|craquante?|desirable|atirante?|mignone)"
     "(?! (?:[a-z]+ ){0,2}(?:idee|letre|phrase|presentation|experience))",
     "t'es trop belle"),
    ("je te aime|je tout aime|amoureu|envie de toi|envie de te|embras|caliner|caresser|coucher|faire l amour|desire",
     f"(?:je {_TE} (?:aime|desire)(?! bien)|amoureu(?:x|se) de toi|envie de (?:toi|{_TE} (?:embraser|toucher|caresser|"
     f"serer|voir nue?))|(?:{_TE} |vais |veux |voudrais )(?:embraser|caliner|caresser)|coucher avec (?:toi|moi)|"
     "faire l amour|sortir avec (?:toi|moi) (?:ce soir|un soir))",
     "j'ai envie de t'embrasser"),
    ("copain|copine|mec|celibataire|vierge|petit ami",
     f"(?:(?:tu as|as tu|tout as|tas) (?:deja )?(?:un|une) (?:copain|copine|mec|meuf|petit ami|petite amie)|"
     f"{_TU} (?:[a-z]+ )?(?:celibataire|vierge|en couple))",
     "t'as un copain ?"),
    ("euros|argent|cadeau|iphone|te paie|te paye",
     f"je (?:vais |peux |veux )?{_TE} (?:donne|doner|paie|paye|payer|ofre|ofrir|vire|virer)(?: [a-z0-9]+){{0,6}} "
     "(?:euros?|argent|cadeau|iphone)(?: [a-z]+){0,3} (?:si tu|pour (?:que tu|te|une photo|des photos))",
     "je te donne 50 euros si tu viens"),
)

ROWS_ENGLISH: tuple[Row, ...] = (
    ("pic|photo|picture|selfie|nude",
     "(?:send|show|give|want|got)(?: [a-z]+){0,4} (?:pics?|photos?|pictures?|selfies?) of (?:you|yourself|your body)"
     "(?! (?:[a-z]+ ){0,3}(?:cv|homework|notes))|send (?:[a-z]+ ){0,2}nudes?", "send me a pic of you"),
    ("secret|dont tel|nobody|no one|delete",
     "(?:our (?:litle )?secret|dont tel (?:anyone|anybody|your (?:parents|mum|mom|dad|mother|father)|the team)|"
     "(?:nobody|no one) (?:must|has to|should|needs to) know|delete (?:our|these|this) (?:chats?|mesages?|texts?))",
     "don't tell your parents"),
    ("my place|my flat|my house|my hotel|your place",
     "come (?:[a-z]+ ){0,3}(?:to|over to|at) my (?:place|flat|house|room|hotel)", "come to my place tonight"),
    ("hot|sexy|beautiful|love|kis|boyfriend|girlfriend|virgin|slep",
     "(?:(?:you are|youre) (?:[a-z]+ ){0,2}(?:hot|sexy|gorgeous|beautiful)(?! (?:mind|writer))|i love you|"
     "i want to (?:kis|touch|hold|slep with) you|(?:do you have|have you got|got) a (?:boyfriend|girlfriend)|"
     "are you (?:a virgin|single)|wear(?:ing)? (?:right now|in bed|tonight))", "do you have a boyfriend?"),
)
# fmt: on


def is_soliciting(text: str) -> bool:
    """Return whether a message asks its reader for what nobody may ask for here."""
    plain = erase_idioms(simplify(text[:MAX_CHARACTERS]))
    return any(pattern.search(plain) for pattern in select_patterns(ROWS + ROWS_ENGLISH, plain))
