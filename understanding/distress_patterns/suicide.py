"""Thoughts of suicide, of the writer or of somebody near."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("en l air", "<friend> (?:[a-z0-9]+ ){0,10}se foutre en l air", "ma pote veut se foutre en l'air"),
    ("en vie", "sais (?:pas|plus) si je (?:serai|serais|suis) en vie", "je sais pas si je serai en vie en juin"),
    ("suicid",
     "(?:i am|feeling|been|feel) suicidal|suicidal (?:thoughts?|ideation|urges)|(?:i|keep|been) (?:think|"
     "thinking) (?:a lot )?(?:about|of) suicide|i (?:have )?attempted suicide", "I have suicidal thoughts"),
    ("dead|born|without me",
     "wish i (?:was|were|had) (?:dead|never (?:been )?born)|(?:better|beter) of(?:f)? (?:dead|without me|"
     "if i (?:was|were) dead)", "I wish I was dead"),
    ("mour|crev|caner|kaner|clamser",
     "(?:je <want>|voulu|envies? de|idee de|vaut|vouloir|(?:bouton|moyen|cachets?|comment faire|faut|faudrait|"
     "ferais) (?:[a-z]+ ){0,4}(?:pour|de)|besoin de|merite de|plus que a|autant|idee de|pensees? de|mieux|"
     "prete? a|essayer? de|aurais du) <few><die>(?! (?:de|un|pour) )|plutot mourir ,", "jveu mourir"),
    ("mour|crev|en finir",
     "(?<=^ )<few>veux <die>|<friend> (?:[a-z0-9]+ ){0,10}(?:veux|voulait|voudrait|envie de) (?:mourir|"
     "en finir)", "mon meilleur ami m'a écrit qu'il veut mourir"),
    ("mourir",
     "(?:mourir sans (?:souffrir|douleur|avoir mal)|(?:moyen|facon|solution)[a-z ]{0,20} de mourir|"
     "comment mourir (?:,|vite|rapidement|sans)|solution (?:ce |c )?est <few>mourir)",
     "comment mourir sans douleur"),
    ("se tuer|me tue|moi",
     "je me tue (?:,|ce soir|demain|bientot|maintenant|cette nuit|apres)|(?:faut|"
     "vais faire en sorte) que je me tue", "jme tue ce soir"),
    ("meur|creve|mour",
     "a l interieur je (?:meurs|suis morte?)|(?:meurs|mourir|morte?) (?:a l interieur|de l interieur)",
     "je meurs à l'intérieur"),
    ("meur|creve|sois mort",
     "(?:faut|mieux|faudrait|preferable) que je (?:meur[est]*|creve|disparaisse|sois morte?)", "faut que je meure"),
    ("la mort",
     "(?:sortie|solution|issue|que|envie de) (?:[a-z]+ ){0,3}(?:la mort|le suicide)(?! (?:de|du|dans|chez|"
     "est un) )|deux doigts (?:du|de la) (?:suicide|mort)", "la seule sortie c'est la mort"),
    ("suicide", "deux doigts du suicide|parler de mon suicide|mon suicide", "je suis passé à deux doigts du suicide"),
    ("mort", "(?:serais|serai) mieux (?:morte?|sans vivre|la haut)", "je serais mieux morte"),
    ("de ce monde", "(?:plus|pas) (?:etre |faire partie )?de ce monde", "je ne veux plus être de ce monde"),
    ("la mort",
     "(?:pense|pensais|penser) <few>a la mort(?! (?:de|du|cellulaire) )|envie de la mort",
     "je pense à la mort tous les jours"),
    ("meur|creve|mour|plus la|mort",
     "(?:vivement|attends|voudrais|aimerais) que je (?:meurs?|meure|creve)|(?:comme si|si) je (?:meurs|"
     "mourrais|mourais|creve|mourrai)|si je (?:etais|suis) plus la(?= ,)|quand je (?:serai|serais) (?:morte?|"
     "plus la ,)", "vivement que je meure"),
    ("mort",
     "(?:attends|veux|cherche|appelle) (?:que )?la mort|la mort (?:ce |c )?est (?:la|"
     "ma) (?:seule )?(?:solution|issue)", "j'attends que la mort"),
    ("mort",
     "(?:aimerais|voudrais|devrais|aurais (?:prefere|aime|voulu)|veux|prefere|prefererais|mieux|"
     "envie de) <few>etre morte?", "je voudrais être mort"),
    ("mort", "si (?:seulement )?je etais morte?", "si seulement j'étais mort"),
    ("me ",
     "(?:je <want>|a|de|comment|pour|et|plus qu a|faut que je|essayer? de|tenter? de) me <kill>(?! de rire|"
     " au travail)", "je vais me tuer ce soir"),
    ("suicid",
     "(?:je me suicide|me suicider|<friend> (?:[a-z0-9]+ ){0,10}se suicider)", "ma pote veut se suicider ce soir"),
    ("se tuer|se pendre|se scarif|se mutil",
     "<friend> (?:[a-z0-9]+ ){0,10}se (?:tuer|pendre|scarifier|scarifie|mutile)",
     "ma soeur a essayé de se tuer hier"),
    ("suicid",
     "(?:idees?|pensees?|envies?|envie|pulsions?) (?:noires? )?(?:suicidaires?|de (?:me )?suicider?)|"
     "je suis suicidaire", "j'ai des pensées suicidaires"),
    ("suicide",
     "(?:je|et) (?:pense|pensais|songe) (?:[a-z]+ )?(?:au|a) suicide|pense (?:tout le temps |"
     "tous les jours )?au suicide", "je pense au suicide"),
    ("suicid", "(?<=^ )(?:le |au |envie de |penser au )?suicid[a-z]* ,(?= $)", "suicide"),
    ("suicide",
     "(?:(?:le|que le) suicide (?:ce |c )?est (?:la|ma) (?:seule )?(?:solution|issue)|"
     "solution que (?:le suicide|mourir|la mort))", "le suicide est ma seule issue"),
    ("tentative| ts ",
     "je ai <few>fait (?:une?|ma|deux|trois|plusieurs|des|[0-9]+) (?:tentatives?(?: de suicide)?|ts)|(?:vais|"
     "envie de|pense a) (?:re)?faire une (?:ts|tentative)", "j'ai fait une TS en janvier"),
    ("en finir|en terminer",
     "(?:je <want>|voulu|envie de|pense a|penser? a|besoin de|failli|essayer? de|tenter? de|pret a|prete a|"
     "mieux) <few>en (?:finir|terminer)(?! (?:mon|ma|mes|le|les|la) )", "g envi den finir"),
    ("fin a|terme a",
     "(?:mettre|mis|mets) (?:fin|un terme) a (?:mes jours?|ma vie|tout ca|tout(?= ,))",
     "je veux mettre fin a mes jour"),
    ("vivre",
     "(?:<can> plus|marre|(?:plus|pas|aucune?) (?:l |la |le |de |aucune )?(?:envie|force|courage|gout|"
     "raisons?)) de (?:continuer a )?vivre<here>", "jen peu plus de vivre"),
    ("vivre|en vie|arreter|la vie",
     "(?:je )?(?:veux|voudrais|aimerais) (?:plus|pas) vivre<here>|a quoi bon vivre|interet (?:de|a) vivre|"
     "merite(?:rais)? pas (?:de vivre|de etre en vie|la vie)|vie doit se arreter|vivre me fait",
     "je ne veux plus vivre"),
    ("vivre",
     "(?:fatiguee?|lasse?|degoutee?|epuisee?|ras le bol|saoulee?|dur|penible) de vivre<here>|(?:sert a rien|"
     "sert) de vivre<here>|pourquoi (?:je )?vivre(?= ,)", "je suis fatigué de vivre"),
    ("la peine|vecue",
     "vie (?:en )?(?:vaut|vaux|merite) (?:pas|plus) (?:la peine|le coup|d etre|de etre)",
     "ma vie ne vaut plus la peine d'être vécue"),
    ("exister|etre |naitre|en vie",
     "(?:aimerais|voudrais|aurais (?:prefere|voulu|aime)|veux|devrais|aurais) (?:plus|pas|jamais|pas du|"
     "jamais du) (?:exister|naitre|etre en vie|etre la|etre ,)|plus envie de (?:exister|etre (?:la|en vie|"
     "ici))|regrette de etre (?:ne|,|en vie)|pourquoi (?:je )?(?:suis )?(?:encore )?en vie",
     "j'aimerais ne plus exister"),
    ("reveil",
     "(?:endormir|dormir|veux|coucher) (?:[a-z]+ ){0,2}(?:jamais|plus)(?: jamais)? (?:me )?reveiller?",
     "je voudrais m'endormir et ne jamais me réveiller"),
    ("sans moi",
     "(?:seraient|serait|seriez|serai|irait|iraient|sera) (?:[a-z]+ ){0,2}(?:mieux|heureu[a-z]+) sans moi",
     "tout le monde serait mieux sans moi"),
    ("si je etais mort|disparais",
     "si je (?:etais morte?|disparais (?:ca|personne))", "ma famille serait plus heureuse si j'étais mort"),
    ("jete|saut|balanc|passer sous",
     "(?:me (?:jeter?|balancer?) (?:sous|du|de un|par|devant|dans le vide|contre un)|passer sous un (?:train|"
     "metro|camion)|sauter? (?:du (?:pont|toit|balcon)|de un pont|d un pont|par la fenetre|dans le vide))",
     "jvais me jeter sous le metro"),
    ("au revoir|se pendre|raterai",
     "(?:voulais|voulait|tenais a) (?:juste |[a-z]+ )?(?:vous |te )?dire (?:au revoir|adieu)(?= ,)|(?:ca fait|"
     "fait) mal de (?:se|me) (?:pendre|noyer|tuer|ouvrir)|me raterai pas", "je voulais juste dire au revoir"),
    ("balcon|pont|toit|falaise",
     "(?:balcon|pont|toit|falaise|rails) (?:[a-z,]+ ){0,5}(?:sauter|saute)", "sur le balcon j'ai failli sauter"),
    ("balle", "(?:tirer?|mettre) une balle", "je veux me tirer une balle"),
    ("avale|pris|prendre|gobe",
     "avale[a-z]* (?:[a-z0-9]+ ){1,5}<pills>|(?:pris?|prendre|gobe[a-z]*) (?:[a-z]+ )?(?:tout le|tous (?:mes|"
     "les)|toute (?:la|ma|une) (?:boite|plaquette)|plein de|trop de|(?:une|deux|[0-9]+) (?:boites?|"
     "plaquettes?) de)(?: de)? <pills>", "j'ai avalé toute la boîte de doliprane"),
    ("adieu",
     "lettres? de adieu|message , adieu|vous dis adieu|adieu (?:a tous|tout le monde|,(?= $))",
     "j'ai préparé ma lettre d'adieu"),
    ("dernier message",
     "(?:ce est|ce sera|voici|est) (?:peut etre )?mon dernier message(?! (?:avant|de|pour|que|d|du) )",
     "c'est mon dernier message"),
    ("plus la|de ce monde",
     "(?:demain|bientot|ce soir) (?:je )?(?:je )?serais? plus (?:la|de ce monde)|je serais? plus la demain",
     "demain je serai plus là, dsl"),
    ("disparaitre",
     "(?:veux|envie de|aimerais|voudrais) disparaitre (?:pour toujours|a jamais|definitivement|de cette|"
     "de la terre|, de mourir)", "je veux disparaître pour toujours"),
    ("en l air", "me (?:foutre|fous?|fout) en l air", "je vais me foutre en l'air"),
    ("arrete",
     "veux que (?:tout|ca) se arrete (?:, )?(?:definitivement|pour toujours|a jamais)",
     "je veux que tout s'arrête, définitivement"),
    ("corde|suis sur le pont|rejoindre",
     "(?:achete|prepare|noue|trouve) (?:une|la|ma) corde(?! a)|je suis sur le (?:pont|toit|rebord)|(?:vais|"
     "veux|envie de) (?:[a-z]+ )?rejoindre (?:[a-z]+ ){1,3}(?:au ciel|la haut|au paradis)", "j'ai acheté une corde"),
    ("pour de bon|pour toujours",
     "(?:veux|vais|envie de) (?:partir|disparaitre|m en aller|dormir) (?:pour de bon|pour toujours|"
     "a jamais)<here>", "je veux partir pour toujours"),
    ("betise|connerie",
     "(?:vais|peur de|envie de) faire une (?:betise|connerie)(?! (?:si|en|sur|dans|avec|au|a) )",
     "je vais faire une bêtise ce soir"),
    ("l acte", "(?:vais|peur de|envie de) passer a l acte(?! et| en)", "j'ai peur de passer à l'acte"),
    ("veuxmour|enviedemour|mesuicid|vaismetuer",
     "[a-z]{0,20}(?:veuxmour|enviedemour|mesuicid|vaismetuer)[a-z]*", "j e v e u x m o u r i r"),
    ("kms", "kms", "kms"),
    ("mourir",
     "mourir (?:serait|serai|sera) (?:plus|mieux|une|la|ma)|je me dis (?:[a-z]+ ){0,3}mourir",
     "mourir serait plus simple"),
    ("mour|meur",
     "(?:reve|espere|souhaite|prie pour|attends) (?:de |que )?(?:je )?(?:mourir|mourais|mourrais|meure|"
     "mourrai)(?! de )", "j'ai rêvé que je mourrais"),
    ("ecrase|reveiller",
     "(?:espere|aimerais|voudrais) (?:[a-z]+ ){1,3}(?:voiture|camion|bus|train) me ecrase|(?:prie|"
     "espere) (?:pour )?<few>(?:pas|plus|jamais) me reveiller", "j'espère qu'une voiture m'écrase"),
    ("retient|plus la",
     "personne me retient (?:sur|ici|dans ce)|(?:si demain|si un jour) je (?:suis|serai|etais) plus la",
     "personne me retient sur cette terre"),
    ("me noyer|etouffer|asphyxier|empoisonner",
     "(?:voulu|envie de|essayer? de|tenter? de) me (?:noyer|etouffer|asphyxier|empoisonner)(?! (?:dans|sous) )",
     "j'ai essayé de m'étouffer"),
    ("passerai pas", "je passerai pas (?:l hiver|la nuit|la semaine|l ete|le mois)", "je ne passerai pas l'hiver"),
    ("se arrete", "autant que (?:elle|ma vie|tout) se arrete", "autant que ma vie s'arrête"),
    ("exist",
     "(?:si |que |mieux |simple )(?:[a-z]+ ){0,3}(?:je |j)exist(?:e|ais) plus", "le mieux c'est que j'existe plus"),
    ("en finir",
     "(?<=^ )en finir ,|(?:pense|penser|pensais) (?:[a-z]+ ){0,2}en finir", "je pense à en finir"),
    ("etais pas|etais jamais",
     "(?:tranquiles?|mieux|plus simple|heureu[a-z]*) (?:[a-z]+ ){0,2}si je etais (?:pas|jamais) (?:,|la ,|ne|nee)",
     "ils seraient plus tranquilles si j'étais pas né"),
    ("pour de bon",
     "je me en vais pour de bon|partir pour de bon ce soir", "ce soir je m'en vais pour de bon"),
    ("letre",
     "(?:ecri[a-z]*|laise|pose) (?:une |ma |la )?(?:derniere )?letre (?:[a-z]+ ){1,5}(?:trouver|lir)[a-z]+ "
     "(?:demain|demin|quand|apres)", "j'ai écrit une lettre à ma mère elle la trouvera demain"),
    ("me renverse|me fauche|me percute|me ecrase",
     "si (?:un|une) (?:bus|camion|voiture|train|metro) me (?:renverse|fauche|percute|ecrase) (?:[a-z]+ "
     "){0,4}(?:tant mieux|rien pour|m en|me en|pas grave)", "si un camion me renverse tant mieux"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("to die",
     "(?:i (?:just )?(?:want|wish|need|am going)|wanting) to (?:just )?die(?! (?:of|for|to) )", "i wanna die"),
    ("to live|be alive|exist|wake up",
     "i <dont> (?:even )?want to (?:live|be alive|exist|wake up)(?! (?:in|with|at|alone|on|abroad|near) )",
     "i dont want to live anymore"),
    ("myself|my life|it all",
     "(?:to|i|about|of|keep|from|tried) (?:kill|killing|hang|hanging|end|ending|take|taking) (?:myself|"
     "my (?:own )?life|it all)", "i'm gonna kill myself"),
    ("herself|himself",
     "my (?:[a-z]+ )?(?:friend|sister|brother|mate|mom|mum|dad|cousin|"
     "roommate) (?:[a-z]+ ){0,5}kill (?:herself|himself|themselves)", "my friend wants to kill herself"),
    ("to live|living|wake up",
     "(?:no reason|nothing|no point) (?:left )?(?:to live|in living|living)|life isnt worth|not worth living|"
     "never wake up", "i have nothing to live for"),
    ("pills|bridge|goodbye",
     "(?:took|take|swalowed) (?:all|a lot of|too many)(?: of)?(?: my)? pills|jump(?:ing)? off (?:a|"
     "the) (?:bridge|roof|building)|(?:my|a) (?:goodbye|suicide) (?:note|letter)", "i wrote my goodbye note"),
)
