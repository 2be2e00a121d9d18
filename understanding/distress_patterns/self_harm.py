"""Self-harm."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("mal ", "me (?:suis )?(?:fais|fait|faire) mal (?:expres|volontairement)", "je me fais mal exprès"),
    ("self", "(?:i|to|on|with|like) (?:self ?harm|harm(?:ing)? myself|self ?harming)", "I self harm"),
    ("scarif",
     "me (?:suis |vais )?<few>scarifi[a-z]*|(?:cicatrices?|marques?|traces?) de scarif[a-z]*", "jme scarifie"),
    ("mutil",
     "me (?:suis |auto ?)?<few>(?:auto ?)?mutile[a-z]*|auto ?mutilation je|(?:probleme|crises?|"
     "envie) de (?:l )?auto ?mutilation", "je me mutile depuis deux ans"),
    ("coupe",
     "je me coupe (?:,|les (?:bras|veines|poignets|cuisses|jambes)|le (?:bras|poignet)|la peau|quand|depuis|"
     "expres|et)", "jme coupe les bras"),
    ("coupe",
     "me (?:suis )?couper? (?:expres|volontairement|les (?:bras|veines|poignets|cuisses)|la peau)",
     "je me suis coupé exprès"),
    ("a me |de me ",
     "(?:recommencer?|continue|arreter?|envie|besoin|pulsions?|pense|remis|remise|empecher) (?:a|"
     "de) me (?:couper(?! (?:les cheveux|les ongles|la frange|du|de))|taillader|bruler|griffer|scarifier|"
     "mutiler|blesser|punir|tailler|faire saigner)", "j'ai recommencé à me couper"),
    ("cutter|rasoir|lame",
     "(?:cutter|rasoir|lame) (?:[a-z]+ ){0,3}sur (?:mes|les|mon) <limb>", "un cutter sur mes cuisses"),
    ("scarif",
     "scarification (?:ce )?est|(?:soulage|besoin|accro|envie) (?:[a-z]+ ){0,3}scarif[a-z]*",
     "la scarification c'est tout ce qui me reste"),
    ("me donne des coups|saigner",
     "je me donne des coups|tete contre le mur (?:[a-z]+ ){0,2}(?:a|au) (?:saigner|sang)",
     "je me donne des coups pour me punir"),
    ("coupe",
     "me suis (?:re)?coupee? (?:,|hier|encore|cette nuit|ce matin)(?! (?:en cuisine|au travail|en tp|"
     "avec un couteau) )", "jme suis recoupé hier"),
    ("coupe",
     "me (?:coupe|couper) (?:quand je (?:vais|suis|me sens)|le soir|en cachette)", "je me coupe quand je vais mal"),
    ("entail|coupures",
     "me (?:suis )?(?:fais|fait|faire) des (?:entailles?|coupures|cicatrices|marques)", "je me fais des entailles"),
    ("veines", "me ouvr(?:ir|e) les veines", "j'ai envie de m'ouvrir les veines"),
    ("tail|lacer|ouver|ouvr|charcut",
     "me (?:suis )?(?:tailladee?r?|tailler?|entailler?|lacerer?|ouverte?|ouvrir|ouvre|charcuter?) (?:les|le|"
     "la) <limb>", "je me taille les bras"),
    ("mal ", "me (?:suis )?<few>(?:fais|faite?|faire) <few>du mal", "j'ai envie de me faire du mal"),
    ("faire mal|faisant mal",
     "(?:besoin|envie|peur) de me faire mal(?! (?:au|a la) )|me (?:punis|calme) en me faisant mal",
     "j'ai besoin de me faire mal pour tenir"),
    ("brul",
     "me (?:suis )?bruler? (?:souvent |expres )?(?:avec (?:mon|un|une|des|ma)|la peau|expres|volontairement|"
     "les bras)", "je me brûle avec mon briquet"),
    ("la tete", "me (?:frappe|cogne) la tete contre les? murs?", "je me frappe la tête contre le mur"),
    ("sang", "me (?:griffe|gratte|mords) (?:[a-z]+ ){0,2}jusqu au sang", "jme griffe jusqu'au sang"),
    ("compas|lame|ciseau",
     "me (?:plante|pique|enfonce) (?:mon|une?|des|le|la) (?:compas|lame|ciseaux?|couteau|aiguille)",
     "jme plante mon compas dans la jambe"),
    ("lame|rasoir|cutter",
     "(?:pris|prendre|avec|ressorti|repris) (?:la|les|ma|mes|mon|le|une) (?:lames?|rasoir|cutter)(?! de fond)",
     "j'ai recommencé avec les lames"),
    ("la lame", "la lame (?:ce )?est la seule", "la lame c'est la seule chose qui me calme"),
    ("vomir",
     "me (?:fais|faire) vomir (?:apres|tous|tout|expres|chaque|quand|depuis|,)",
     "je me fais vomir après chaque repas"),
    ("coupure|entaille|brulure",
     "(?:coupures?|entailles?|brulures?) (?:[a-z]+ ){0,4}que je me suis (?:fait|faite|faites)",
     "des coupures sur le poignet que je me suis faites"),
    ("lacer|charcut", "je me (?:lacere|charcute)", "jme lacère"),
    ("saigner|faire mal",
     "me faire mal (?:,|ce est tout|ca me|est la)|me (?:fais|faire) saigner (?:pour|quand|,|expres)",
     "je me fais saigner pour aller mieux"),
    ("mutil", "(?:repris|recommence|replonge dans) (?:l )?auto ?mutilation", "j'ai repris l'automutilation"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("cut",
     "(?:i (?:have been )?|been |started |to )(?:cut|cutting) (?:myself|my (?:wrists?|arms?))", "i cut myself"),
    ("myself", "(?:i|to|like|of|been) hurt(?:ing)? myself(?! (?:at|in|playing|during) )", "i want to hurt myself"),
    ("burn my", "burn(?:ing)? my (?:skin|arms?|legs?)", "i burn my skin with a lighter"),
)
