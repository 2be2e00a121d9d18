"""Blows and control by somebody one loves or has loved."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    (" me |ma |mont",
     "<love> <few>(?:me|<me_a>) <few>(?:frape[a-z]*|tape|taper|bat|gifle[a-z]*|cogne[a-z]*|etrangle[a-z]*|"
     "tabase[a-z]*)(?! (?:sur|dans l|des?|par|du|au|a l|<game>) )", "mon mec me frappe"),
    ("claque|gifle|coup|poing",
     "<love> (?:me|<me_a>) (?:mis|mise|met|donne[a-z]*|colle|file) (?:une? |des )(?:claques?|gifles?|baffes?|"
     "coups? de (?:poing|pied|boule|tete))", "mon copain m'a mis une claque"),
    ("enferm", "<love> (?:me|<me_a>) enferme[a-z]*(?! dehors)", "mon copain m'enferme quand il part"),
    ("papiers|paseport|carte|telephone| tel |portable|paye|salaire",
     "<love> (?:<me_a>|a|me|garde|prend|controle) (?:pris|prend|confisquer?|cacher?|dechirer?|garde)? ?(?:tous "
     ")?(?:mon|"
     "ma|mes) (?:papiers|paseport|carte|telephone|tel|portable|paye|salaire)", "mon mari a pris mes papiers"),
    ("quite",
     "si je (?:le|la) quite (?:[a-z]+ ){0,3}(?:me (?:tue|tuera|tuerait|plante)|se (?:tue|tuera|suicide|pend|fout))",
     "si je le quitte il se tue"),
    ("force|oblige",
     "<love> (?:me|<me_a>) (?:force[a-z]*|oblige[a-z]*) a (?:coucher|faire|avoir|rester|arreter|quiter|supprimer)"
     "(?! (?:du|le menage|mes devoirs|la vaiselle))", "mon copain m'oblige à faire des choses"),
    ("controle|foui|regarde",
     "(?:il|<love>) (?:me )?(?:controle|fouile|verifie|surveile) (?:mon|mes) (?:portable|telephone|tel|"
     "mesages?|sms) (?:chaque|tous|toutes|le soir|matin|en permanence)", "il contrôle mon portable chaque soir"),
    ("interdi",
     "(?:me a|ma) interdit? (?:d |de |da)?(?:aler|ler|voir|sortir|parler|travailer|bosser)[a-z "
     "]{0,20}(?:cours?|amis|copines?|famile|mere|lycee|fac|stage|travail)", "il m'a interdit d'aller en cours"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    (" me | my ",
     "my (?:boyfriend|bf|girlfriend|gf|husband|wife|ex|partner) (?:[a-z]+ ){0,2}(?:hits?|hit|beats?|slaps?|"
     "slaped|punches|"
     "punched|chokes?|choked|locks|locked) me(?! (?:up|at|with a text))", "my boyfriend hits me"),
    ("papers|passport|phone|card|pasport",
     "my (?:boyfriend|bf|husband|wife|ex|partner) (?:has )?(?:took|takes|taken|keeps|kept|hides) my (?:papers|pasport|"
     "phone|bank card|card|money|wages)", "my husband keeps my passport"),
)
