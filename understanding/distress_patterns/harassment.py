"""Harassment, bullying, insults day after day."""

from understanding.distress_patterns.words import Row

# fmt: off
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
