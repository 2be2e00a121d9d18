"""Words that are no sign: sayings, jests, and what is studied."""

from understanding.distress_patterns.words import Row

# fmt: off
# Erased before anything is looked for.
IDIOMS: tuple[Row, ...] = (
    ("mor|mour|meurs|crev",
     "(?:morte?s?|mourir|meurs|creve) (?:de|du) (?:rire|faim|soif|chaud|froid|honte|peur|trouille|fatigue|"
     "sommeil|ennui|impatience|envie|stress|jalousie|chaleur)", "j'ai cru mourir de honte"),
    ("en finir",
     "en finir (?:vite |une bonne fois )?avec (?!la vie|ma vie|cette vie|tout ,|tout ca|moi |mes jours)[a-z]+",
     "en finir avec ce DM"),
    ("me tue",
     "me tuer? (?:au (?:travail|boulot|taf|job|sport)|a (?:la tache|l[aeu]|les|lui|leur|faire|"
     "[a-z]{2,12}[ei]r)|pour)", "je me tue à réviser"),
    ("me tuer",
     "(?:va|vont) me tuer si (?:je|on) (?:[a-z]{1,9} ){0,2}(?:rate|redouble|rentre tard|loupe|oublie|rends|valide|"
     "echoue|plante|foire|eu)", "ma mère va me tuer si je rate mon bac"),
    ("me tuer", "(?:ce|cet|cette|ces|les|la|le) [a-z0-9 ]{1,40} (?:va|vont) me tuer", "cette dissert va me tuer"),
    ("kill me",
     "(?:my (?:mom|mum|dad|parents|teacher|boss|tutor)) (?:will|is going to|are going to|"
     "would) kill me if i (?:am |get |dont )?(?:fail|late|miss|forget|pass|bad)", "my mom will kill me if i fail"),
    ("balle dans", "tirer? une balle dans le pied", "me tirer une balle dans le pied"),
    ("me pendre", "me pendre a (?:votre|ton|son) cou", "me pendre à votre cou de joie"),
    ("me tape",
     "me tape (?:sur|des|le|la|toute?|[0-9]+h?) (?!le temps|les jours|le visage|la figure)",
     "il me tape sur les nerfs"),
    ("secours", "au secours (?:, )?(?:les|la|le|ce|cet|cette|je comprends|parcoursup|maths)", "au secours les maths"),
    ("ca va pas",
     "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|[0-9]+h?|soir|matin|midi|creneau|horaire|"
     "date|lien) ca va pas", "mardi ça va pas, plutôt jeudi"),
    ("plus la",
     "serais? plus la (?:, )?(?:je (?:pars|suis en|rentre|travaille)|apres|avant|a partir|la semaine|ce week)",
     "demain je serai plus là, je pars en vacances"),
    ("plus la",
     "serais? plus la(?= (?:[a-z0-9,]+ ){0,8}vacances )", "je serai plus là la semaine prochaine, vacances"),
    ("plus la",
     "plus la(?: demain)?(?= (?:[a-z0-9,]+ ){0,8}(?:train|boulot|travail|cours|avion|stage|rdv|rendez|voyage|"
     "dispo|[0-9]+h) )", "je serai plus là demain, mon train part à 8h"),
    ("adieu", "adieu (?:les?|la|l|a la|aux?|parcoursup)", "adieu la terminale"),
    ("une arme", "une arme (?:secrete|fatale)", "il a une arme secrète pour les entretiens"),
    ("claque",
     "(?:mis|mise|pris|prend|met) une (?:claque|gifle) (?:, )?(?:ce|cette|monumentale|visuelle|en maths)",
     "il m'a mis une claque ce film"),
    ("couteau", "un couteau (?:suisse|japonais|de |a |en )", "il a un couteau suisse"),
    ("danger", "en danger de (?!mort)[a-z]+", "je suis en danger de redoublement"),
    ("frap", "(?:idee|phrase|chose|detail|qui) (?:me|me a) frappee?", "l'idée m'a frappé en lisant l'offre"),
    ("bout de ma vie", "au bout de ma vie avec", "au bout de ma vie avec ce logiciel"),
)

# Erased when the message laughs.
JESTS: tuple[Row, ...] = (
    ("me tuer", "(?:va|vont) me tuer", "mon prof va me tuer mdr"),
)

# Words from somebody who speaks of themselves ...
SELF = " (?:je|me|moi|ma|mon|mes|nous|i|my|myself) "
# ... and of no study, story, sport or profession.
STUDY = (
    " (?:expose|disert[a-z]*|memoire|these|cours|td|tp|roman|films?|series?|piece|livre|personnage|heros|role|"
    "acte|scene|sujet|texte|comentaire|articles?|dosier|stage|metiers?|formation|ecole|etudes?|etudiante?|etudie|"
    "droit|penal|psycho[a-z]*|philo|histoire|francais|bac|oral|anglais|ses|svt|ifsi|infirmi[a-z]*|pompiers?|"
    "policiere?|police|gendarme[a-z]*|asociation|benevole|avocate?|juge|educat[a-z]*|asistante?|medecin|"
    "temoignage|patiente?s?|victimes|prevention|jeux?|fifa|boxe|karate|judo|rugby|concours|concert|chanson|essay|"
    "novel|thesis|class|course|volunteer|nurse|lawyer|film|play|hamlet|lyce|interviens|lire|lu|resumer|plan|"
    "guerre|literature|conjugales?|faites aux|travailler sur|durkheim|camus|freud|montaigne|hugo|racine|zola|"
    "master|licence|gestion|sociologie|compta|economie|biologie|linux|grand pere|grand mere|sport|entraine[a-z]*|"
    "on aprend) "
)
