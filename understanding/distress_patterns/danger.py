"""Present danger: threats, weapons, being locked in."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("inconu", "un inconnu me (?:suit|poursuit)", "un inconnu me suit"),
    ("kill me",
     "<he> (?:s|is|are|said (?:he|she|they)|want(?:s)? to|wil|would|threatened|threatens|(?:is |are )?(?:going|"
     "trying))(?: would| to| wil)? (?:to )?kil me|hes going to kil me", "he's going to kill me"),
    ("me tuer",
     "<who> (?:va|vont|veux|veulent|voulait|a dit (?:que il|que elle) alait|(?:me )?menace de|"
     "a essaye de) me tuer", "il va me tuer"),
    ("me tuer|me frap|me batre",
     "<who> (?:[a-z]+ ){0,3}(?:veux|veulent|va|vont|essaye de|essaie de|cherche a) me (?:tuer|buter|"
     "planter)(?! (?:de|avec ses|au) )|(?:quelqu un|des gens) veulent? me (?:tuer|frapper)",
     "des gars veulent me tuer"),
    ("me tue",
     "si je (?:[a-z]+ ){1,4}(?:il|elle) me tue|(?:il|elle) me tue(?:ra)? si je (?:pars|parle|porte)",
     "si je pars il me tue"),
    ("me tue", "peur que (?:ils?|elle|on) me (?:tue|frappe)", "j'ai peur qu'il me tue"),
    ("menac",
     "<who> (?:me menace|me menacent|<me_a> menacer?) (?:de mort|de me|avec un)", "il me menace avec un couteau"),
    ("menace", "(?:recois|recoi|recu|eu) (?:des|de|plein de) menaces? de mort", "je reçois des menaces de mort"),
    ("couteau|arme|flingue",
     "<who> (?:[a-z]+ )?(?:a|ont|sort|sorti) une? (?:couteau|arme|flingue|pistolet|fusil)", "il a une arme"),
    ("couteau|arme",
     "me (?:attend|poursuit|cherche) (?:[a-z]+ ){0,6}avec une? (?:couteau|arme)",
     "mon ex m'attend en bas avec un couteau"),
    ("danger",
     "je (?:suis|me sens|serai|vis) <few>en danger(?! pour)|<kin> (?:est|sont) en danger(?! pour)",
     "jsuis en dangé"),
    ("en securite",
     "(?:pas|plus) en securite (?:chez moi|a la maison|ici|avec|,)", "je suis pas en sécurité chez moi"),
    ("me suit|me suivent",
     "(?:quelqu un|un (?:mec|homme|type|gars)|des (?:mecs|types|gars|hommes)) me (?:suit|suivent) (?:dans|"
     "jusque|partout|,|je ai peur|depuis (?:le metro|la gare|le bus|le tram|tout|ce matin|hier|[0-9]+ min))",
     "quelqu'un me suit dans la rue"),
    ("pas sortir|enferm",
     "enfermee?r? (?:[a-z]+ ){0,5}peux pas sortir|(?:suis|ete) enfermee? (?:chez moi )?par",
     "je suis enfermée et je peux pas sortir"),
    ("enferm",
     "<who> (?:<me_a>|me) enferme(?:nt|e|r)? (?:dans|a clef?|a double|,|chez)", "il m'a enfermée dans l'appart"),
    ("sequestr", "(?:me|suis|ete|ma|a) sequestree?r?(?:nt)?", "on me séquestre"),
    ("peur de rentrer",
     "peur de rentrer (?:chez moi|chez mes|chez mon|a la maison|ce soir|,)", "j'ai peur de rentrer chez moi"),
    ("peur pour ma vie", "peur pour ma vie", "j'ai peur pour ma vie"),
    ("au secours", "au secours (?:,|aide|aidez|il|elle|on|mon pere|je suis|je me)", "au secours aidez moi"),
    ("appel",
     "appele(?:z|r|s)? (?:moi )?(?:la police|les secours|le samu|les flics|une ambulance|les pompiers)",
     "appelez la police vite"),
    ("overdose", "(?:fais|faire) une overdose (?:,|je|aide)", "je fais une overdose"),
    ("porte",
     "(?:defonce|defoncer|casser|forcer|enfoncer) (?:la|ma) porte(?= (?:,|je|de chez|aide|aidez|il|et) )",
     "il est en train de défoncer la porte"),
    ("planter|buter|tuera",
     "(?:il|elle) me (?:planterait|planterai|buterait|tuerait|tuera|butera) si", "il me planterait si je le quitte"),
    ("passeport|de sortir|enfui",
     "(?:pris|confisque|cache) mon passeport|me empeche de sortir|enfui[er]*e? de (?:chez (?:moi|mes)|"
     "la maison)", "il m'empêche de sortir"),
    ("medicament|medoc|cachet",
     "je ai (?:bu|pris|melange) (?:[a-z]+ ){0,4}<pills>[a-z ,]{0,30}(?:coeur|bizare|vois (?:trouble|double)|"
     "tremble|tete qui)", "j'ai bu avec les médicaments mon coeur bat bizarre"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("in danger", "i am in danger(?! of)", "i am in danger"),
    ("safe", "(?:not|dont feel) safe (?:at home|here|with)", "im not safe at home"),
    ("scared to|afraid to", "(?:scared|afraid|terrified) to go (?:back )?home", "i'm scared to go home"),
    ("following me",
     "(?:someone|a man|some guy|he) (?:is|s|keeps) following me|someones following me", "someone is following me"),
    ("knife|gun", "<he> (?:has|have|is holding|got) a (?:knife|gun)", "he has a knife"),
)
