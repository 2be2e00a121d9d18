"""Blows, fear at home, forced marriage."""

from understanding.distress_patterns.words import Row

# fmt: off
STRONG: tuple[Row, ...] = (
    ("pouss", "<who> <me_a> poussee?(?= (?:,|et (?:je ai|je suis|frape)) )", "il m'a poussée et j'ai mal"),
    ("ca tape|ca frape|nous tape|nous frape|nous bat",
     "(?:a la maison|chez moi) ca (?:tape|frappe|cogne)|<who> nous (?:tape|frappe|bat|cogne|tabasse)(?! (?:sur|"
     "<game>) )", "quand il a bu il nous tape"),
    (" me ",
     "<who> me (?:demonte|defonce|demolit|massacre|latte|fracasse|savate|eclate)(?! (?:<game>|sur|a chaque) )",
     "mon daron me démonte"),
    ("marier",
     "(?:veut|veulent|veux|va|vont) me marier|me marier avec mon cousin", "on veut me marier avec mon cousin"),
    (" me ", "<who> <few>me <hit>(?! (?:sur|dans l|des?|par|du|<game>) )", "mon père me frappe"),
    (" me ",
     "<who> (?:[a-z]+ ){1,3}me (?:frapper|taper|tabasser|violer|etrangler|gifler|battre)(?! (?:sur|dans l|des?|"
     "<game>) )", "il veut me frapper"),
    ("me a|ma|me ont|mont",
     "<who> <me_a> <few><hit>(?! (?:par (?:l|la|le|sa|son|ses)|dans l|sur|de|un|<game>) )", "il ma frapper"),
    ("fait|fais|fes|faite",
     "je me (?:suis )?(?:faite?|fais) <few>(?:frapper?|taper?|tabasser?|battre|etrangler?|agresser?|gifler?|"
     "cogner?)(?! (?:aux?|en maths|dans l|a l) )", "je me suis fait tabasser"),
    (" ete ",
     "(?:ai|etais|a) <few>ete <few>(?:battue?|tabassee?r?|agressee?r? (?:hier|dans|par))",
     "j'ai été battue"),
    ("subi",
     "je (?:ai )?<few>subi(?:e|s|t|es)? (?:une?|des|de|l|les|mon) <few>(?:agressions?|violences?|coups)",
     "j'ai subi des coups"),
    ("battu",
     "(?:suis|etais) (?:une (?:femme|enfant) |un enfant )?battue?(?! d avance| de avance| de| aux?| a)",
     "jsuis battue"),
    ("victime",
     "je (?:suis|ai ete|etais) victime (?:de|du) (?:une? |l )?(?:violences?|viols?|coups|inceste|"
     "maltraitances?|abus|attouchements?|agressions?)", "je suis victime de violences"),
    ("prostitu|excis|drogu",
     "(?:me|obligee? a me) prostitue[a-z]*|me (?:faire |fait )?excis[a-z]+|<me_a> drogu[a-z]+",
     "il m'a drogué en soirée"),
    ("cheveux|gorge|cou ",
     "<who> (?:me |<me_a> )(?:attrap|tir|pris|prend|serr|sais)[a-z]* (?:par )?(?:les cheveux|la gorge|le cou)",
     "il m'a attrapée par la gorge"),
    ("force", "(?:me marier|mariage|mariee?|marier) de force|mariage force", "ma famille veut me marier de force"),
    ("main sur", "leve(?:r|s|nt)? la main sur (?:moi|ma|mon)", "il lève la main sur moi"),
    ("coup|gifle|claque|baffe|droite|patate|racle|beigne|torgnole",
     "<who> (?:me|<me_a>) <few>(?:donnee?r?|donnent|mis|mise|met|mettent|colle|fout|foutu) <few>(?:des coups|"
     "un coup de (?:poing|pied|ceinture|tete|boule)|une (?:gifle|baffe|claque)|des (?:gifles|claques|baffes|"
     "droites|patates|torgnoles|beignes)|une (?:raclee|droite|patate|torgnole|beigne|"
     "derouillee))(?! de (?:main|pouce|fil))", "mon daron me met des coups"),
    ("coups",
     "je (?:ai )?(?:recois|recoi|prends|prend|recu|pris) (?:des|de|les) coups(?! de (?:main|fil|vieux))",
     "je prends des coups tous les soirs"),
    ("des bleus",
     "<who> me fait des bleus|des bleus (?:partout|sur (?:les?|mon|mes|tout)|a cause)", "j'ai des bleus partout"),
    ("frapp|tape|bat",
     "<kin> (?:frappe|tape|bat|tabasse|cogne)(?:nt|s)? (?:sur )?(?:ma|mon|mes) (?:mere|soeur|frere|pere|maman|"
     "petite?)", "mon père frappe ma mère"),
    ("tape ma|frappe ma|bat ma|cogne ma|tape mon|frappe mon|bat mon|tape mes|frappe mes",
     "(?:ils?|elles?) (?:frappe|tape|bat|tabasse|cogne)(?:nt)? (?:sur )?(?:ma|mon|mes) (?:mere|maman|petite? "
     "(?:frere|soeur)s?|"
     "soeurs?|freres?)(?! (?:a|au|aux|dans) )", "il tape ma mère"),
    ("violent", "<kin> (?:est|devient|etait|sont) <very>violente?s?", "mon père est violent"),
    ("violent",
     "(?:il|elle) (?:est|devient|etait) <very>violente? (?:avec|quand|envers)|vis avec une? [a-z]+ violente?",
     "je vis avec un homme violent"),
    ("casse|fracture|tire",
     "<who> <me_a> (?:cassee?r?|fracture) (?:le|la|les|une?) (?:bras|nez|dents?|cotes?|machoire|poignet|"
     "doigts?|jambe)", "il m'a cassé le bras"),
    ("pouss|jet|plaqu",
     "<who> <me_a> (?:poussee?r?|jetee?r?|plaquee?r?) (?:dans les|contre|par terre|sur le sol|au sol)",
     "il m'a poussée dans les escaliers"),
    ("frappe|tape|bat",
     "<kin> (?:il |elle )?(?:frappe|tape|bat|cogne) (?:tout le monde|(?:sur )?nous|les petits)",
     "mon père il frappe tout le monde"),
    ("gifle|baffe|beigne|raclee",
     "je me (?:prends|prend|mange|ramasse) (?:des|une) (?:gifles?|baffes?|beignes?|raclees?|"
     "torgnoles?)(?! (?:en|au|aux|a l) )", "je me prends des gifles"),
    ("coups de",
     "<me_a> (?:donner?|mis|mise|file) des coups de (?:pied|poing|ceinture|baton|tete|cable)",
     "il m'a mis par terre et m'a donné des coups de pied"),
    ("violente|brutalise|maltraite",
     "(?:ai ete|suis|etais) (?:violentee?|brutalisee?|maltraitee?)(?= (?:par|depuis|,|chez) )",
     "j'ai été violentée"),
    ("sur le dos|sur la tete|figure|visage|gueule",
     "<who> <me_a> (?:casse|lance|jete|balance|eclate) (?:une?|des|le|la|les) [a-z]+ (?:sur le dos|sur la tete|"
     "dans la (?:figure|gueule)|au visage)", "il m'a cassé une chaise sur le dos"),
    ("claque|gifle|baton|ceinture|coups",
     "(?:mon|ma|le|la) (?:patron|patrone|chef|maitre d aprentisage|tuteur|tutrice|beau pere|pere|mere|oncle|"
     "tante|frere) me (?:a|met) (?:mis |done |foutu )?(?:une|deux|trois|des|encore une) (?:claques?|gifles?|"
     "baf[a-z]*|coups)", "mon patron m'a mis deux claques"),
    ("coup de baton|coups de baton|cou de baton|coups de ceinture|la ceinture",
     "(?:a la maison|chez moi|chez nous|le soir|tous les soirs?) (?:[a-z]+ ){0,4}(?:(?:coups?|cou) de "
     "(?:baton|ceinture|cable)|la ceinture)|ce est la ceinture (?:quand|si|des)",
     "chez moi c'est les coups de bâton tous les soirs"),
    ("un bleu|des bleus|oeil au beure",
     "je ai (?:un|des|encore un) bleus? (?:sur|a|au) (?:la joue|le visage|l oeil|le bras|les bras|le dos|le "
     "cou)[a-z ]{0,40}(?:camera|cours|cacher|maquil|voir)|fond de teint sur (?:l |mon )?oeil",
     "j'ai un bleu sur la joue je mettrai pas la caméra"),
    ("suture",
     "(?:me a|ma) (?:jete|lance|jeter|lancer|balance) [a-z0-9 ,]{1,60}points? de suture",
     "ma mère m'a jeté une assiette 5 points de suture"),
    ("contre la porte",
     "je dors avec (?:la|une|ma|le) (?:comode|chaise|armoire|meuble|lit|bureau) (?:[a-z]+ )?contre la porte",
     "je dors avec la commode contre la porte"),
)

STRONG_ENGLISH: tuple[Row, ...] = (
    (" me ",
     "<he> (?:has |keeps |always |often )?(?:hits?|hitting|beats?|beating|punch(?:es|ed)?|slap(?:s|ped)?|"
     "kick(?:s|ed)?|choke[sd]?|strangled?|raped?|abuse[sd]?|molested) me(?! (?:at|to|up (?:on|with)|in (?:a|"
     "the) (?:game|match)) )", "my dad hits me"),
    ("assaulted|abused|beaten",
     "i (?:was|am|am being|have been|got|am getting|been) (?:assaulted|abused|beaten)", "i was beaten"),
    ("marry|marriage",
     "force me (?:to marry|into marriage)|forced (?:marriage|to marry)", "my parents want to force me to marry"),
)

WEAK: tuple[Row, ...] = (
    ("rabaisse|insulte|crie|surveille|interdit",
     "<kin> (?:me )(?:rabaisse|insulte|crie dessus|hurle dessus|humilie|surveille|interdit de (?:sortir|"
     "voir))(?:nt)?", "ma mère m'insulte"),
    ("insult|traite de",
     "<kin> (?:[a-z]+ ){0,5}(?:et|me) (?:me )?insulte|<kin> me traite de", "ma mère me traite de tout"),
    ("peur de m",
     "peur de (?:mon|ma|mes) (?:pere|mere|beau pere|frere|parents|daron|copain|copine|mec|mari|ex|conjoint|"
     "oncle)<end>", "j'ai peur de mon père"),
)

WEAK_ENGLISH: tuple[Row, ...] = (
    ("scared of|afraid of",
     "(?:scared|afraid) of my (?:step ?)?(?:dad|mom|mum|father|boyfriend|ex|husband|brother|parents)",
     "i am scared of my dad"),
)
