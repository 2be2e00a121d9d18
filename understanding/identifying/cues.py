"""What is said around a name, a school or a place, and tells what it is. Small letters without accents."""

import re

from mentoring.masking.rules import join_words, read_words
from understanding.identifying.words import PUBLIC_SUBJECTS

# Places
LIVES = re.compile(
    r"\b"
    + join_words(
        r"j?'?h?abit\w* vi[st] vivons vivant logee?s? loje loger heberg\w* resid\w* viens vient venu\w* originaire"
        r" ecris ville village commune bourg hameau quartier foyer domicili\w* install\w* demenag\w* famille nee? suis"
        r" chu?i\w* am i'?m j'suis"
        r" moi(?=_(?:a|au|sur)_) vers secteur travaille j?bosse exerce trajet train bus seule? puis parents"
        r" grands-parents jsuis"
        r" live living lives from based grew stay\w* town chez_moi ici cote pres dessus dessous"
        r" autour coin campagne perdue? arriv\w* adresse [tf][1-6] appart\w* studio chambre bled coloc\w*"
        r" internat interne jss jviens jvis jreste reste moved depuis grandi\w* connexion isole\w* loin bouge\w*"
    )
    + r"\b\W*(?:[\w']+\W+){0,5}$"
)
"""Somebody lives where the next words say."""
LIVES_FAR = re.compile(r"\b(?:j?'?h?abit\w*|vis|jvis|loge|jloge|viens|jviens|live|living|vit)\b\W*(?:[\w']+\W+){0,8}$")
"""The same, said so plainly that more words may stand between."""
DWELLS = re.compile(r"j?'?h?abit\w*")
VILLAGE = re.compile(r"\b(?:village|bled|ville|commune|hameau|town|bourg|coin)\b")
CALLED = read_words("appelle c called est is nomme s")
WISH = re.compile(
    r"\b"
    + join_words(
        r"vis(?:e|er|ons|ais) integrer entrer candidat\w* postul\w* admis\w* concours reve\w* hesit\w* partir"
        r" voudrai\w* aimerai\w* veu[xt]? souhait\w* v(?:oe|œ)ux? portes_ouvertes aller jveux? jvoudrai\w* apply\w*"
        r" want hope dream"
        r" inscrire interess\w* envie attir\w* accepte\w* refuse\w* rejoindre demand\w* recherch\w* cherch\w*"
        r" trouver jcherche mobile alternance (?<!en_)stage\w* apprentissage job poste"
        r" entretien internship erasmus prochain\w* visit\w* voyage\w* etudier bouger monter"
    )
    + r"\b"
)
"""Somebody would like to be where the next words say."""
HELP = re.compile(
    r"\b(?:"
    + join_words(
        "aide soutien mentore? tut(?:eur|rice) cours profs? quelqu\\w* qqn kelkun personne binome coach"
        " help mentor tutor"
    )
    + r")\b"
)
AIM = re.compile(
    r"\b(?:"
    + join_words(
        "stages? alternance apprentissage jobs? postes? emploi entretien internship logement appart\\w* formation"
        " ecole fac bts but licence master prepa lycee cfa univ\\w* contrat concours partir aller travailler visiter"
        " etudier integrer taff? entrer vivre bosser travail monter bouger"
    )
    + r")\b"
)
"""What somebody would like to have elsewhere: help is looked for at home."""
OFFICE = re.compile(
    r"\b"
    + join_words(
        "barreau tribunal prefecture mairie crous caf chu hopital aeroport gare musee region academie rectorat ville"
        " agence clinique ministere villes ecoles facs lycees ecole mission_locale festival"
    )
    + r"\W+(?:(?:a|au|d|de|du|in|of)\W+)?$"
)
"""The next words say where an office or a firm is."""
WORKS = re.compile(r"\bchez\W+(?!m[aeo]|des|nos|notre|une?\b)(?:[\w']+\W+){1,4}$")
AT = read_words("a at au aux d dans de du en from in near of pres puis depuis sur vers")

# Schools
_YEARS = (
    r"l[123]|m[12]|licence|master|prepa|terminale?|term|tle|1e?re|premiere|2n?de|seconde|bts|but|cap|bac|sts|year|annee"
    r"|grade|[123t](?:g|s|es|l|stmg|st2s|sti2d)\d{1,2}"
)
STUDIES = re.compile(
    rf"\b(?:{_YEARS}|3e|4e|bachelor|eleve|j?etudi\w*|scolaris\w*|interne|inscrit\w*|redouble|collegien\w*|lyceen\w*|student"
    r"|study\w*|k?hagne|hypokhagne|school|alternante?|ecole)\b"
)
"""The sentence is about what somebody learns."""
ATTENDS = re.compile(
    r"\b(?:j?etudi\w*|scolaris\w*|interne|inscrite?|redouble|collegien\w*|lyceen\w*|student|studying|study|eleve|alternante"
    r"?"
    rf"|apprentie?|(?:en|in|my|mon|ma|fais|jfais)\s(?:\w+\s)?(?:{_YEARS})|prepa|suis|jsuis|chuis|chui|go|k?hagne|hypokhagne"
    r"|first-year|year|annee|fais|va|vais)\b(?:\W+[\w'-]+){0,4}?\W+(?:a|au|at|in|to)(?:\W+(?:l|la|the|le))?\W+$"
)
"""Somebody goes to the school that the next words name."""
NO_SCHOOL = read_words("""
    afpa bac bts but cap cfa cned college distance domicile dut ecole fac france greta iae iut l la le lep les lp
    lycee ma mfr mission mon temps the universite
""")

LEARNS_AT = re.compile(
    r"\b(?:"
    + join_words(
        r"j?etudi\w* scolaris\w* interne internat inscrite?s? redouble collegien\w* lyceen\w*"
        r" j?'?apprends masters? degree attend school year students? study\w* eleve"
        r" alternante? apprentie? jetudie etudes"
    )
    + r"|(?:en|in|my|mon|ma|notre|fais|jfais)\W+(?:\w+\W+)?"
    + rf"(?:{_YEARS}|fac|lycee|lp|college|ecole|cfa|iut|univ\w*|campus)"
    + r"|(?:au|a\Wla|a\Wl|a)\W+(?:fac|lafac|lycee|lp|college|l?ecole|cfa|mfr|iut|univ\w*|campus|ifsi)"
    + r"|(?:fais|jfais)\W+(?:de\W+la\W+|du\W+|des\W+|l\W+)?"
    + r"(?:medecine|droit|psycho|staps|eco|compta|info|lettres|langues|histoire|kine|pharma"
    + r"|socio|commerce|bio|chimie|physique|maths|geo|lea|llce|stage|alternance|formation|apprentissage)"
    + r"|at\W+(?:the\W+)?(?:lycee|university|college|school)"
    + r"|^\W*(?:lycee|college|lp|ecole|cfa|iut|prepa|bts|but|licence|master|l[123]|m[12])|prepa\W+[\w]+\W+lycee"
    + r")\b\W*(?:[\w'-]+\W+){0,6}$"
)
"""Somebody learns where the next words say."""

# People
SHOP = read_words("""
    album allee app appli application artiste asso association auteur autrice avenue bac bibliotheque boite book
    boulangerie boulevard boutique brand bts but by cabinet campus cap certification chanson chanteur
    chanteuse chez chu clinique club college comme company concours diplome dispositif echelle ecole entreprise exam
    examen festival film fondation formation framework game gare groupe hopital impasse institut jeu langage licence
    livre logiciel logiciels loi lycee magasin marque master mention methode metro modele movie musee novel option
    patisserie piece place plan plateforme poeme prix programme projet pseudo quartier rappeur restaurant roman rue
    salon serie site societe software specialite stade station test theatre theoreme titre universite
""")
"""The next name is no person's."""
DETERMINERS = read_words("""
    an au aux ce ces cet cette des du l la le les leurs ma mes mon nos ses the un une vos
""")
KIN = read_words("""
    boyfriend daughter girlfriend husband kid partner wife
    ami amie appeler appelle appelles assistant assistante aunt avec beau bebe belle binome bises bisous boss
    brother called chef cheffe coach conseiller conseillere copain copine cordialement cousin cousine cpe dad
    daronne directeur directrice dit docteur dr educ educateur educatrice entraineur et ex father femme fille
    filleul filleule fils frere freres friend grand im infirmiere jmapel jmappelle m madame mademoiselle maitre
    maman mamie mapel mapelle mappel mappelle mari marraine merci mere miss mlle mme mom monsieur mother mr mrs ms
    mum name neveu niece nom oncle papa papy parrain patron patronne pere petit petite pote prenom prenomme prof
    professeur referent referente reuf signe sister soeur soeurs surnom surnomme surnommee tante tata teacher tonton
    tuteur tutor tutrice uncle voisin voisine with
""")
"""Most likely the next word is somebody's name."""
BETWEEN = read_words("adjoint adjointe principal principale social sociale scolaire appelle c de est is m s")
"""May stand between « ma sœur » and her name."""
ROLES = KIN - read_words("""
    avec bises bisous cordialement dit et ex femme fille fils grand im merci nom petit petite signe with
""")
"""The next word with a capital is a surname, whatever else it means."""
BETWEEN_NOUNS = read_words("de d en du c est is")
TITLES = read_words("docteur madame mademoiselle maitre miss mlle mme monsieur mr mrs")
SIGNS = read_words("""
    amicalement bientot bise bises bisous cheers cordialement journee merci regards signe soiree thanks
""")
PRONOUNS = read_words("elle elles he i il ils je me nous on se she te they to tu vous we y you")
INTRODUCED = re.compile(r"\bmoi\W+(?:c\W?est|cest|ce|c)\W+$")
"""« Moi c'est »: a name follows, or what somebody complains of."""
GREETED = re.compile(
    r"^\W*(?:slt|salut?|bjr|bonjour|bonsoir|hello|hey|hi|yo|wsh|wesh|coucou|cc|hola|salam)\W+"
    r"(?:moi\W+)?(?:c|c'est|cest|ici|moi|jsuis|je\ssuis|i'm|im)\W+$"
)
"""« Slt c » at the start: who writes follows."""
SPEAKERS = read_words("c chui en g j jai jcherche je jsui jsuis jveux jvoudrais suis")
AGE_OR_HERE = re.compile(
    r"\s?,?\s?(?:(?:j'?ai\s|g\s|age\s)?(?:1[4-9]|2\d|(?:dix|vingt|seize|quinze)[\w-]*)\s?(?:ans?|piges|years|yo\b)"
    r"|\((?:oui\s)?c'?\s?est\s(?:mon|vraiment)\b|c'est mon (?:vrai )?(?:pre)?nom|ici\b|a l'appareil|au clavier|here\b)"
)
"""After a name: « Léa, 17 ans », « Léa ici »."""
SPEAKS = re.compile(
    r"\s?,?\s(?:[jJ]e\b|[jJ]'|jai\b|jsuis\b|et moi|I\b|I'm|de\s[A-Z]"
    r"|en\s(?:bac|bts|but|cap|term|prem|sec|l[123]|m[12]))"
)
"""After a name with which a text begins."""
SUBJECT = re.compile(
    rf"\b(?:{'|'.join(PUBLIC_SUBJECTS.split())}|fan|kiffe|jkiffe|idole|inspir\w*|essay|about|admire|j'?adore|modele|lis|lu"
    r"|lire|presenter|spectacles?|tableaux?|personnages?|artistes?|expositions?|concerts?|humoriste|videos?|musiques?|act(?:eur|rice)s"
    r"?"
    r"|realisat\w*|oeuvres?|etudie|fiches?|loi|maladie|syndrome|theoreme|guerre|hggsp|histoire|philo)(?!\w)".replace(
        "_", r"\s"
    )
)
"""The next name is one that everybody may write about."""
SAID = re.compile(r"\s(?:disait|ecrit|chante|et la\s|et les\s|a\s(?:cree|ecrit|invente|fonde|dit\s\W)|m'ont donne)")
"""After a name that everybody may write about."""
