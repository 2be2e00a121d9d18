"""Despair, exhaustion, loneliness."""

from understanding.distress_patterns.words import Row

# fmt: off
WEAK: tuple[Row, ...] = (
    ("plus",
     "(?:en <can>|<no_day>je peux|<can> en) (?:trop )?plus(?! (?:de (?!tout|cette vie|la vie|ma vie|moi|souffrir|"
     "pleurer|faire semblant)|des|du (?!tout)|rire|attendre|venir|me |le |la (?!,)|les |y |vous |te |decaler|"
     "tard|tot|que|faire|mardi|lundi|jeudi))", "jen peux plus"),
    ("a bout|au bout|auplus bas|plus bas",
     "suis (?:<few>)(?:a bout|au bout(?: du rouleau| de ma vie)?|au plus bas|au fond)(?: de (?:forces?|nerfs?|"
     "tout))?(?! de| du| en| la rue)<end>", "jsuis a bout"),
    ("epuise|vide",
     "suis <very>(?:epuisee?|videe?|a bout|detruite?|cassee?) (?:moralement|mentalement|psychologiquement|"
     "nerveusement|, je|de l interieur)", "je suis épuisé moralement"),
    ("force",
     "plus (?:la |de |aucune )?force(?:s)? ?(?:de rien|de continuer|de me lever|pour rien|de me battre)?<end>",
     "j'ai plus la force"),
    ("gout|envie de rien|interes|plus rien",
     "plus (?:de )?gout a (?:rien|la vie)|envie de rien(?: faire)?<end>|plus rien me interesse|"
     "(?:plus )?rien (?:a|as) (?:plus )?de sens", "j'ai plus gout a rien"),
    ("ma vie|la vie|chez moi",
     "ma vie (?:a (?:pas|aucun|plus) (?:de )?sens|(?:ce |c )?est (?:<very>)(?:nulle?|de la merde|une merde|"
     "un enfer|foutue|pourrie|un cauchemar)|sert a rien)", "ma vie n'a pas de sens"),
    ("l enfer chez|la vie|cette vie|ma vie",
     "l enfer (?:chez moi|a la maison)|(?:deteste|hais|aime plus|supporte plus|marre de) (?:ma|la) vie|"
     "la vie (?:ce )?est (?:nulle?|de la merde)|marre de (?:la|cette|ma) vie", "je déteste ma vie"),
    ("marre de", "marre de (?:tout|etre la|moi)<end>", "j'en ai marre de tout"),
    ("deteste|hais|degoute", "je me (?:deteste|hais|degoute)<end>", "je me déteste"),
    ("rien",
     "je (?:sers|ser|sert) (?:<few>)a rien<end>|(?:vaux|vaut) (?:<few>)rien<end>|bone? a rien", "jsers à rien"),
    ("cafard|decevoir|rate|servir a rien|plaisir|me lever|invisible|tient a moi",
     "le cafard|(?:bone?|capable) (?:que )?a decevoir|(?:suis|qu) (?:que )?une? ratee?|"
     "servir a rien(?! en)<end>|rien me (?:fait|donne) (?:plaisir|envie)|envie de me lever|me sens invisible|"
     "personne (?:tient a moi|a besoin de moi)", "plus rien me fait plaisir"),
    ("inutile|merde|boulet|poids|fardeau",
     "je suis (?:inutile|un dechet|une merde|un rate)<end>|(?:suis|etre) <few>un (?:boulet|poids|fardeau)"
     "(?: pour|<end>)", "je suis un fardeau"),
    ("moral", "(?:plus|pas) (?:du tout )?le moral|moral (?:a|est a|au) (?:zero|0|plus bas)", "j'ai le moral à zéro"),
    ("rien va|tout va mal", "(?:plus )?rien (?:ne )?va(?: plus)?<end>|tout va (?:<very>)mal<end>", "plus rien ne va"),
    ("pleurer", "envie de pleurer(?! de (?:rire|joie))", "j'ai envie de pleurer tout le temps"),
    ("seul|energie|comme une merde",
     "seule? au monde|plus (?:de )?energie pour rien|me sens comme (?:une|de la) merde", "je suis seul au monde"),
    ("achev|tuez moi", "(?:achevez|tuez|tue) moi(?= ,)", "achevez-moi"),
    ("nul", "je me sens (?:<very>)(?:nulle?|inutile|de trop|minable)<end>", "je me sens nulle"),
    ("personne|amis",
     "personne (?:me aime|ne me aime|me comprend<end>|me soutient<end>)|"
     "ai (?:plus )?personne(?: a qui parler)?<end>|(?:ai|avoir) plus de amis?<end>", "personne m'aime"),
    ("tout le monde",
     "tout le monde (?:me deteste|se en (?:fout|fou|fiche) de moi|me (?:hait|rejette))", "tout le monde me déteste"),
    ("sens",
     "(?:me sens|sentais) (?:<very>)(?:seule?|vide|abandonnee?|mal|pas bien|perdue?|nulle|isolee?|inutile|"
     "invisible)(?: au monde| a l interieur| a la fac| au lycee| ici| partout)?<end>", "je me sens seul"),
    ("ca va",
     "ca (?:va|vas) (?:<very>)(?:pas|mal|plus)(?: fort|(?: trop| tres)? bien)?(?: du tout|"
     " en ce moment)?(?= (?:la )?(?:,|en ce moment|depuis|je ) )(?! , (?:plutot|on|et si) )", "sa va pas du tout"),
    ("vais", "je (?:vais|ve) (?:<very>)(?:pas (?:<very>)bien|mal|pas (?:du )?tout bien)<end>", "je vais pas bien"),
    (" mal | pas bien",
     "je suis (?:<very>)(?:mal|pas bien|mal dans ma peau|pas bien dans ma tete)(?: dans ma (?:tete|peau))?<end>",
     "jsuis trop mal"),
    ("fond", "suis au fond<end>|au fond du (?:trou|gouffre)<end>|touche le fond<end>", "je touche le fond"),
    ("dors|mange|dormir",
     "je (?:dors|mange) (?:presque )?plus(?: la nuit| rien)?<end>|arrive plus a (?:dormir|manger)(?: ni a|"
     " et a| ,)", "jdors plus"),
    ("pleur",
     "je pleure?(?:s)? (?!de |devant )(?:,|beaucoup|tout|tous|toutes|chaque|la nuit|souvent|sans)|"
     "(?:arrete pas de|(?:fais|fait) que(?: de)?) pleurer|ai pleure (?:tout|toute) (?:la|le)",
     "jpleure tt les soirs"),
    ("craqu", "je (?:suis en train de |vais )?craquer?<end>", "je vais craquer"),
    ("crise", "crises? (?:de )?(?:angoisse|panique|nerfs|larmes)", "jfais des crise dangoisse"),
    ("angoisse", "angoisse (?:tout le temps|tous les (?:jours|soirs)|a mort|la nuit)", "j'angoisse tout le temps"),
    ("depr|burn",
     "(?:suis|fais|fait|tombee?|sombre) <very>(?:en |une |un |dans la )?(?:depression|depressive?|depressifs?|"
     "burn ?out)(?! par)|je deprime(?! (?:devant|a cause|par|sur|pour|avec))", "jsuis en depression"),
    ("desesper", "suis (?:<very>)desesperee?<end>", "jsuis desesperee"),
    ("espoir", "plus (?:de |aucun )?(?:d )?espoir<end>", "j'ai plus d'espoir"),
    ("quoi", "a quoi (?:bon|ca sert)(?: de)?(?: continuer| tout ca| vivre)?<end>", "à quoi bon"),
    ("abandonner|lacher|arreter",
     "(?:veux|envie de|vais) tout (?:abandonner|lacher|arreter)(?= ,)", "je veux tout abandonner"),
    ("disparaitre",
     "(?:veux|envie de|aimerais|voudrais) disparaitre(?! (?:sous|quand|derriere|dans un))", "je veux disparaître"),
    ("tiens", "je tiens plus(?: le coup| debout)?<end>", "jtiens plus"),
    ("idees noires|noir", "(?:idees|pensees) noires|broie du noir", "jai des idees noires"),
    ("souffr", "je souffre(?: trop| tellement| en silence| tous les jours)?<end>", "je souffre trop"),
    ("triste",
     "suis (?:trop|tellement|si|tres) triste<end>|triste (?:tout le temps|tous les jours)", "je suis trop triste"),
    ("arrete", "(?:aimerais|veux|voudrais) que (?:tout|ca|tout ca) se arrete", "j'aimerais que tout s'arrête"),
    ("suporte", "supporte plus (?:rien|ma vie|la vie)", "je supporte plus rien"),
    ("semblant|miettes|voir personne",
     "arrive plus a faire semblant|(?:suis|en) (?:en )?miettes|plus envie de voir personne",
     "j'arrive plus à faire semblant"),
    ("pire|sombre|couler|noyer",
     "(?:chaque jour|de jour en jour) (?:ce )?est (?:de )?pire|en train de (?:couler|sombrer|me noyer)<end>",
     "chaque jour c'est pire"),
    ("moche|degoute|transparent",
     "me (?:trouve|sens) <few>(?:nulle?|moche) et (?:nulle?|moche)|degoutee? de moi|transparente? pour tout",
     "je suis dégoûtée de moi-même"),
    ("sans savoir|attaques|moral",
     "pleure sans savoir|(?:attaques?) de panique|moral est (?:<very>bas|au plus bas|a zero)",
     "je pleure sans savoir pourquoi"),
)

WEAK_ENGLISH: tuple[Row, ...] = (
    (" cant | cannot | can not ",
     "i (?:realy |just )?<cant> (?:take|do|cope|stand|handle|go on)(?: with)?(?: it| this|"
     " life)?(?: any ?more)?(?= ,)(?<!do)(?<!take)", "i can't cope anymore"),
    ("at my|rock bottom", "at my (?:breaking point|lowest|limit)|hit rock bottom", "i'm at my breaking point"),
    ("worth|useless|hopeless|burden|failure",
     "i (?:am|feel) (?:so |completely |just )?(?:worthless|useless|hopeless)<now>|i am (?:such )?a burden|"
     "i am a failure at everything", "im worthless"),
    ("alone|empty|bad|lonely",
     "i (?:am|feel) (?:so |really |very |realy )?(?:alone|empty|lonely|bad)(?: inside)?<now>", "i feel so alone"),
    ("nobody|no one|everyone|noone",
     "(?:nobody|no ?one) (?:loves|cares about|likes|wants) me|everyone hates me|(?:no ?one|nobody) to talk to",
     "nobody cares about me"),
    ("hate my|mess", "i hate (?:myself|my life)<now>|my life is a (?:mess|nightmare|living hell)", "i hate my life"),
    ("cry", "i cry (?:every|all|a lot|myself)|(?:<cant>) stop crying|cry all the time", "i cry every night"),
    ("sleep|eat", "i <cant> (?:sleep|eat)(?: any ?more)?(?: at al)?(?= ,)", "i can't sleep anymore"),
    ("ok|well", "i am not (?:ok|okay|doing (?:ok|okay|wel))(?: at al)?<now>", "i'm not ok"),
    ("depress",
     "i (?:am|feel|have been) (?:so |very |really |realy )?depresed(?! by)|i have depresion", "im depressed"),
    ("hope left|point of|matters",
     "no hope(?: left)?<now>|whats the point of (?:anything|living|it al)|nothing matters",
     "what's the point of anything"),
    ("disappear|to stop",
     "i (?:just )?(?:want|wish) to disappear(?! when)|want everything to stop", "i want to disappear"),
    ("panic|falling apart|breaking down|give up",
     "panic atacks?|i am (?:faling apart|breaking down)|i give up on everything", "i'm falling apart"),
)
