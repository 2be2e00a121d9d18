"""Nowhere to sleep, put out, run away."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("endroit|endroi", "(?:pas|plus|aucun) (?:de )?endroit (?:ou|pour) dormir", "j'ai pas d'endroit où dormir"),
    ("dehors|dans",
     "(?:dors|dormir|dormi|dort) (?:dehors|dans (?:ma|la|une) (?:voiture|cave|rue|gare|metro|cage))",
     "je dors dehors depuis 3 jours"),
    ("la rue",
     "(?:suis|retrouve) a la rue (?:ce soir|cette nuit|je ai|depuis|avec m|sans|quoi|,)", "je suis à la rue ce soir"),
    ("nulle part|dormir",
     "nulle part (?:ou|pour|a) (?:dormir|aller)|sais (?:pas|plus) ou dormir|rien pour dormir ce soir",
     "j'ai nulle part où dormir"),
    ("mis|met|vire|jete",
     "<who> (?:<me_a>|me) (?:mis|mise|mettent|met|viree?r?|jetee?r?) (?:a la porte|dehors|a la rue|"
     "de (?:la maison|chez (?:moi|eux|lui|elle)))", "mes parents m'ont mis à la porte"),
    ("dors|dormi|dort",
     "(?:dors|dormi|dort|dormir) (?:[a-z]+ ){0,2}(?:a la gare|sous (?:un pont|les ponts|une tente|un escalier)|"
     "dans (?:un "
     "(?:parc|parking|hall|squat|abribus)|les escaliers|la cage d|une (?:cave|tente|laverie)|le (?:hall|local|"
     "noctilien)))"
     "(?! (?:avec les|au festival|avec mes|avec le club|en vacances) )", "j'ai dormi à la gare"),
    ("expuls",
     "(?:je (?:suis|ai ete)|on a ete|<me_a>) expulsee?r?s?(?! (?:du (?:cours|groupe|match|terrain)|de cours))",
     "ils m'ont expulsé de l'appart"),
    ("serure", "(?:change|changer) (?:la|les|ma) serures?(?= (?:je|et|,|de (?:chez|la maison|l apart)) )",
     "ma mère a changé la serrure"),
    ("115", "(?:le|au) 115 (?:repond|a plus|a pas)(?: pas| plus)?", "le 115 répond pas"),
    ("fugu", "je ai fuguer?|vais fuguer", "j'ai fugué je sais pas où aller"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("to sleep|homeless",
     "(?:nowhere|no place) to (?:sleep|stay|go tonight)|i am homeless", "i have nowhere to sleep tonight"),
)
