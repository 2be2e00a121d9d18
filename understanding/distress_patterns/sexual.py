"""Sexual violence: touched, forced, pictures asked for or shown."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("embras|me touche les",
     "embrassee? (?:dans le cou|sur la bouche|sans)|me touche les (?:cheveux|fesses|seins|cuisses)",
     "il m'a embrassée dans le cou"),
    ("viol",
     "(?:crois|pense|dit) que (?:ce |c )?(?:est|etait) un viol|(?:vis|vit|vecu|subis|vivons) (?:des|de la|"
     "avec la|les) violences?", "je crois que c'est un viol"),
    ("me touchait|mains|doigts|pelot|tripot|caress",
     "<boss> (?:me touchait|me (?:pelote|tripote|caresse)[a-z]*|<me_a> (?:peloter?|tripoter?|caresser?))|"
     "(?:mains?|doigts) (?:sur|entre) (?:mes|ma|les) (?:cuisses?|seins?|fesses|poitrine|culotte)",
     "mon oncle me touchait"),
    ("forc",
     "<boss> <me_a> forcee?r?(?= (?:,|samedi|hier|et) )|dit non (?:mais|et|,) (?:il|elle) a continue",
     "mon ex m'a forcée"),
    ("photo",
     "photos? (?:[a-z]+ ){0,3}(?:sans vetements|sans habits|en sous vetements|toute? nue?|sexy|denudee?s?)",
     "des photos sans vêtements"),
    ("viol",
     "je me (?:suis )?(?:faite?|fais) <few>violer?(?! (?:aux?|en maths|dans l|a l) )", "jme suis fait violer"),
    (" ete ",
     "(?:ai|etais|a) <few>ete <few>(?:violee?r?|abusee?r?|agressee?r? sexuellement)", "j'ai été violée"),
    ("subi",
     "je (?:ai )?<few>subi(?:e|s|t|es)? (?:une?|des|de|l|les|mon) <few>(?:viols?|inceste|attouchements?|abus)",
     "j'ai subi un viol"),
    ("attouchement",
     "<boss> (?:me )?(?:a )?(?:fait|fais|faisait) des? attouchements?", "mon oncle fait des attouchements"),
    ("me touche",
     "<boss> (?:[a-z]+ ){0,8}(?:la nuit|chambre) (?:[a-z]+ ){0,2}me touche",
     "mon oncle vient la nuit et me touche"),
    ("touch",
     "<boss> (?:me touche|<me_a> touchee?r?)(?! (?:avec|par|un mot|beaucoup|profondement|du|en plein|quand|"
     "au coeur|droit) )", "mon tuteur de stage me touche"),
    ("touch",
     "(?:il|elle|on|ils) (?:me touche|<me_a> touchee?r?) (?:sans|les|la|entre|partout)",
     "il m'a touchée sans mon accord"),
    ("forc",
     "<who> (?:me force|<me_a> forcee?r?) a (?:coucher|faire (?:l amour|des (?:trucs|choses|photos))|"
     "avoir (?:des|une) (?:rapports?|relations?)|me prostituer|me deshabiller|embrasser)",
     "il me force à coucher avec lui"),
    ("nude|nu|intime|sex",
     "(?:me (?:demande|reclame|envoie|fait chanter)|<me_a> (?:demander?|envoyer?)|menace(?:nt)? de (?:publier|"
     "diffuser|partager|montrer)) (?:[a-z]+ ){0,5}(?:nudes?|nue?s?|intimes?|sexuel[a-z]*)",
     "mon cousin me demande des nudes"),
    ("viol",
     "<me_a> viole[a-z]?|(?:tenter?|essayer?) de me violer|(?:victime|subi)[a-z ]{0,12} viol", "on m'a violée"),
    (" de moi", "abus(?:e|es|ait|ent|er) de moi", "mon père abuse de moi"),
    ("de force|frotte|masturbe",
     "embrassee? de force|se (?:frotte|colle|masturbe) (?:a|contre|devant) moi", "il m'a embrassée de force"),
    ("photo|video",
     "(?:photos?|videos?) (?:de moi )(?:toute )?(?:nue?|intimes?|en (?:culotte|soutif))", "des photos de moi nue"),
    ("dit non",
     "je ai dit non [a-z0-9 ,]{0,40}(?:il|elle|ils) (?:a|ont) (?:continue|pas arete|fait quand meme)",
     "j'ai dit non il a continué"),
    ("dans mon lit|dans mon li",
     "(?:frere|demi frere|pere|beau pere|oncle|cousin|papa|grand pere|il) (?:il )?(?:vient|viens|vien|venait|"
     "se glise|rentre) (?:[a-z]+ ){0,2}dans mon lit?(?! parce| car)", "mon demi frère il vient dans mon lit"),
    ("contraint|force a un ra|main aux|mains aux",
     "(?:contrainte?|forcee?|obligee?) a (?:un ra(?:p)?port|des ra(?:p)?ports|coucher)|(?:met|mis|mets) "
     "(?:des|les|sa|la) mains? aux? (?:feses|cul)", "son tuteur l'a contrainte à un rapport"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("raped|sexualy|molested",
     "i (?:was|am|am being|have been|got|am getting|been) (?:raped|molested|sexualy (?:raped|assaulted|abused|"
     "molested))", "i was raped"),
    ("touched me",
     "(?:my (?:uncle|dad|step ?dad|father|cousin|boss|mentor|teacher|brother)|he) (?:has )?touched me(?! with)",
     "my uncle touched me"),
    ("nudes|naked",
     "(?:asked?|asks|asking|wants?|sent|threat[a-z]+) (?:me )?(?:[a-z]+ ){0,3}(?:nudes?|naked)",
     "my mentor asked me for nudes"),
)
