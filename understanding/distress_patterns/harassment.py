"""Harassment, bullying, insults day after day."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("chanter", "(?:me (?:fait|font|fais)|<me_a> fait) chanter(?! (?:a l|au|la|en|dans|devant|une?|des|le|pour) )",
     "un mec me fait chanter"),
    ("photo|video|nude|intime",
     "(?:menace[a-z]* de|va|vont|sinon (?:il|elle|ils)(?: les| l)?) (?:publier|difuser|envoyer|balancer|poster|montrer|"
     "envoie|balance) (?:mes|ma|nos|la|les) (?:photos?|videos?|nudes?)(?! (?:de clase|du stage|de l aso) )",
     "il menace de publier mes photos"),
    ("faux compte|fausse compte", "faux comptes? (?:a|avec|sur|de) (?:mon|ma|moi|mes)",
     "ils ont fait un faux compte à mon nom"),
    ("suicide toi|te suicider|te pendre|te tuer|creve",
     "me (?:disent|dit|ecrivent|envoient?) (?:[a-z]+ ){0,4}(?:suicide toi|(?:de |a )?(?:me|te) (?:suicider|"
     "pendre|tuer)|creve)",
     "ils m'écrivent suicide toi"),
    ("filme",
     "me (?:tape|frape|tabase|bat|batent)(?:nt)? (?:[a-z0-9]+ ){0,4}(?:et|pendant que) (?:ils|elles|on)? ?(?:me "
     ")?filme(?:nt)?",
     "ils me tapent et ils filment"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("kill myself|kys|kil myself", "(?:tell|telling|tells) me to (?:kil myself|die|kys)",
     "they tell me to kill myself"),
    ("blackmail", "(?:is|are|being|am) blackmail(?:ing me|ed)(?! in)", "someone is blackmailing me"),
)

WEAK: tuple[Row, ...] = (
    ("harcel",
     "je (?:me (?:suis )?(?:fais|faite?) harceler?|suis harcelee?)|victime de (?:cyber ?)?harcelement|"
     "subi[a-z]* (?:du|un) (?:cyber ?)?harcelement", "je me fais harceler"),
    ("harcel", "<who> me harcele(?:nt)?(?! (?:de mails|de message pour|pas))", "on me harcèle"),
    ("insult|humil|rack|rabais|bouscul|crach|moqu",
     "je me (?:fais|suis fait) (?:[a-z]+ )?(?:insulter|humilier|racketter|rabaisser|bousculer|cracher)|"
     "se moque(?:nt)? (?:tous )?de moi (?:tout|tous|a chaque|au (?:lycee|college))",
     "je me fais insulter tous les jours"),
    ("insulte|moquer",
     "(?:on|ils|elles|les autres) (?:me|nous) insulte(?:nt)?|(?:compte|groupe|page) pour se moquer de moi|"
     "se moque(?:nt)? de moi (?:tout|tous)", "on m'insulte tous les jours"),
)

WEAK_ENGLISH: tuple[Row, ...] = (
    ("bul|haras",
     "(?:being|am|get|getting) buli?ed|(?:they|he|she) bul(?:y|ies) me|harassing me", "they bully me every day"),
)
