"""Nowhere to sleep, put out, run away."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("endroit|endroi", "(?:pas|plus|aucun) (?:de )?endroit (?:ou|pour) dormir", "j'ai pas d'endroit où dormir"),
    ("dehors|dans",
     "(?:dors|dormir|dormi|dort) (?:dehors|dans (?:ma|la|une) (?:voiture|cave|rue|gare|metro|cage))",
     "je dors dehors depuis 3 jours"),
    ("la rue",
     "(?:suis|retrouve) a la rue (?:ce soir|cette nuit|je ai|depuis|avec m|sans|,)", "je suis à la rue ce soir"),
    ("nulle part|dormir",
     "nulle part (?:ou|pour|a) (?:dormir|aller)|sais (?:pas|plus) ou dormir|rien pour dormir ce soir",
     "j'ai nulle part où dormir"),
    ("mis|met|vire|jete",
     "<who> (?:<me_a>|me) (?:mis|mise|mettent|met|viree?r?|jetee?r?) (?:a la porte|dehors|a la rue|"
     "de (?:la maison|chez (?:moi|eux|lui|elle)))", "mes parents m'ont mis à la porte"),
    ("fugu", "je ai fuguer?|vais fuguer", "j'ai fugué je sais pas où aller"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("to sleep|homeless",
     "(?:nowhere|no place) to (?:sleep|stay|go tonight)|i am homeless", "i have nowhere to sleep tonight"),
)
