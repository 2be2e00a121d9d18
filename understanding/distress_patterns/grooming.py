"""What an adult may do to a young person, or the programme itself may cause: pictures, secrets, "come to my place"."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("photo",
     "(?:demande[a-z]*|veut|veux|voulait|reclame|envoie|envoyer) (?:[a-z]+ ){0,5}(?:photos?|videos?) (?:[a-z]+ ){0,4}"
     "(?:en maillot|en (?:sous vetements?|lingerie|petite tenue)|sans (?:haut|soutif|tshirt|vetements?)|de mon corps|"
     "sous la douche)(?! (?:de foot|du club|de l equipe))", "mon mentor me demande une photo de moi en maillot"),
    ("nude|nue|intime",
     "<mentor> (?:[a-z]+ ){0,6}(?:nudes?|photos? (?:de (?:moi|lui|elle) )?(?:toute? )?(?:nue?s?|intimes?))",
     "le bénévole veut des nudes"),
    ("secret|parler|parle|rien dire|dise",
     "<mentor> (?:[a-z]+ ){0,8}(?:(?:notre|garder?|garde) (?:[a-z]+ ){0,3}secrete?|(?:en parler?|en parle|rien dire|"
     "le dise|rien dise) a (?:personne|l equipe|l aso[a-z]*|mes parents|ma mere|mon pere))",
     "mon mentor dit que c'est notre secret"),
    ("chez",
     "<mentor> (?:[a-z]+ ){0,8}(?:dorme?|dormir|(?:passe|passer) la nuit|(?:viene|venir|viens) seule?) "
     "(?:[a-z]+ ){0,2}chez (?:lui|elle)", "le bénévole insiste pour que je dorme chez lui"),
    ("efac|suprim",
     "<mentor> (?:[a-z]+ ){0,6}(?:j |je )?(?:eface|efacer|suprime|suprimer) (?:[a-z]+ ){0,2}(?:mesages?|conversations?|"
     "echanges|discusions?)", "mon mentor veut que j'efface nos messages"),
    ("embras",
     "<mentor> (?:<me_a> (?:embrasee?r?|(?:essayer?|tenter?|voulu|voulait) (?:de )?me embraser)|voulait que je "
     "l embrase)", "mon mentor m'a embrassée"),
    ("amoureu|coucher|sortir avec moi",
     "<mentor> (?:[a-z]+ ){0,6}(?:(?:est|etait|tombee?) (?:fol? )?amoureu(?:x|se) de moi|(?:veut|voulait|envie de) "
     "(?:coucher|sortir) avec moi)", "ma mentore est amoureuse de moi"),
    ("viens chez moi|venir chez lui|viene chez lui",
     "<mentor> (?:[a-z]+ ){0,8}(?:viene|venir|viens) chez (?:lui|elle|moi) (?:[a-z]+ ){0,8}(?:dire|dise|parler|parle|"
     "seule?|secret)", "mon tuteur veut que je vienne chez lui sans le dire à personne"),
    ("main",
     "<mentor> (?:[a-z]+ ){0,4}mi[st]e? (?:la|sa|ses|les) mains? sur (?:ma|la|mes|les|mon|le) (?:[a-z]+ )?(?:cuise|"
     "jambe|genou|fese|poitrine|sein)s?", "mon mentor m'a mis la main sur la cuisse"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    ("secret|delete|kised|love with me|his flat|his place",
     "my (?:mentor|tutor|coach|teacher) (?:[a-z]+ ){0,8}(?:our (?:litle )?secret|delete (?:our|my|the|al) (?:[a-z]+ )?"
     "(?:chats?|mesages|texts)|kised me|in love with me|(?:to|at) (?:his|her) (?:flat|place|house) (?:alone|tonight|"
     "and not))", "my mentor says it's our little secret"),
    ("pics|photos|pictures",
     "(?:asks?|asked|asking|wants?) (?:[a-z0-9]+ ){0,3}(?:pics|photos|pictures) of (?:me|my) (?:in my |body|legs|"
     "underwear|without)", "he asked for pics of my body"),
)
