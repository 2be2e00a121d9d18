"""The words that masking knows: first names, what is public although it looks like a name, and what says where to look.

All without capitals and accents: that is how masking compares.
"""


def _read(words: str) -> frozenset[str]:
    return frozenset(words.split())


FIRST_NAMES = _read("""
    abdel abdelkader abdou abdoulaye abel achille adam adama adele adeline adem adil adrien adrienne agathe agnes ahmed
    aicha aida aiden aime aissata aissatou alain alan alban albane albert alex alexandra alexandre alexia alexis alfred
    ali alice alicia aline alioune alisson alix alma alpha alya amadou amal amandine amar amaury ambre amel amelia
    amelie amina aminata amine amir amira anais anas anatole andre andrea andrew angela angele angelina angelique
    angelo anissa anita anna annabelle anne annick annie anouk anthony antoine antoinette antonin apolline ariane
    arielle aristide arnaud arsene arthur arthus assa assia astrid aubin aude audrey augustin aurelie aurelien aurore
    awa axel axelle aya ayman aymen ayoub aziz baptiste barbara basile bastien beatrice ben benedicte benjamin benoit
    berenice bernadette bernard bertrand bilal bilel binta boris boubacar brahim brandon brice brigitte bruno bryan
    camelia cameron camille candice carine carla carlos carole caroline cassandra catherine cecile cecilia celeste
    celestin celia celine chaima chantal charlene charles charlie charline charlotte cheick cheikh chloe chris
    christelle christian christiane christine christophe claire clara clarisse claude claudia claudine clea clelia
    clemence clement clementine cleo clothilde colette colin coline come constance constant coralie corentin corinne
    cynthia cyprien cyrielle cyril dalila damien daniel daniele danielle daphne david deborah delphine denis diana
    diane didier diego dimitri djamel djeneba djibril dominique dorian doriane dorothee driss dylan ebru edgar edith
    edouard elena eleonore elia eliane elias elie eline eliot elisa elisabeth elise eliza ella eloan elodie eloi eloise
    elsa elyes emeline emile emilie emilien emily emine emir emma emmanuel emmanuelle emmy enora enzo eric erica erika
    erin erwan esma esteban estelle ethan etienne eugenie eva evan eve eveline evelyne fabien fabienne fabrice fadila
    fanny fanta farah farid farida fatiha fatim fatima fatimata fatma fatou fatoumata faustine felicie felix ferdinand
    fernand fiona flavie flavien flora florence florent florian floriane francis franck francois francoise frank fred
    frederic frederique gabin gabriel gabriela gabrielle gael gaelle gaetan gaspard gaston gauthier genevieve geoffrey
    georges gerald geraldine gerard germain ghislaine gilles gisele giulia grace gregoire gregory guillaume gustave guy
    gwenaelle gwendoline habib hadja hafsa hajar hakim hamid hamza hana hanae hanna hannah harouna hasan hassan hatice
    hawa hayat helena helene heloise henri henry herve hichem hind hippolyte honore hortense hugo hugues ibrahim
    ibrahima ibtissem idriss ilan ilham iliana ilias ilyan ilyana ilyes imad imane imen imran ines ingrid irene iris
    isaac isabelle ismael ismail issa issam ivan jack jacob jacqueline jacques jade jalil jamal james jamila jane
    jasmine jason jawad jean jeanne jennifer jenny jeremie jeremy jerome jessica jihane jimmy joachim joan joanna joel
    joelle johan johanna john jonas jonathan jordan jordane joris joseph josephine josette joshua josiane josue jude
    judith jules julia julian juliana julie julien julienne juliette justin justine kader kadiatou kadidia kais kamel
    karim karima karine karl katia kelly kelvin kenza kenzo kevin khadidja khadija khalid khalil kheira kilian killian
    kim klara kylian laetitia laila lamia lana lara larissa laura laure laureen laurence laurene laurent laurie laurine
    laury lea leana leandre leane leila leina lena leo leon leona leonard leonie leopold leslie leyla lia liam lila
    lilas lili lilia lilian liliane lilly lilou lily lina linda lino lionel lisa lise lison livia liz logan loic lois
    lola lorenzo loris lou louane loubna louis louisa louise louison louka loup luc luca lucas lucie lucien lucile
    luciole ludivine ludovic luis luka lukas luna lya lydia lydie lylia lyna maceo madeleine mael maeline maelle maelys
    maeva magali mahamadou mahaut mai maimouna maissa malak malek malik malika malo mamadou manel manon manuel manuela
    marc marceau marcel marco margaux margot marguerite maria mariam mariama marie marielle marilou marilyn marina
    marine mario marion marius marjorie marta martha marthe martin martine marvin mary maryam maryse mateo matheo
    mathias mathieu mathilde mathis mathys matteo matthew matthias matthieu maud maurice maurine max maxence maxime
    maya mehdi mei melanie melina meline melissa melodie mendy meriem meryem mia michael michel michele micheline
    mickael mila milan milo mina mira miriam mohamed mohammed moise mona monique morgan morgane mory mouhamed mounir
    mourad moussa moustapha muriel mustapha myriam nabil nabila nada nadege nadia nadine nadir naila naim naima najat
    najwa naomi narimane nasser nassim natacha natalia nathalie nathan nathanael nathaniel nawal nawel neil nelly
    nesrine nicolas nicole niels nina ninon nisrine noa noah noam noe noel noelie noelle noemie nolan nolwenn nora
    norah nour noura noureddine oceane octave odile olga olivia olivier omar ophelie orlane oscar othmane ouassim oumar
    oumou owen pablo paloma pamela pascal pascale patrice patricia patrick paul paula paulette pauline pedro penelope
    perrine philippe pierre pierrick prune quentin rabah rachel rachid rachida rafael raissa ralph rania raoul raphael
    raphaelle rayan rayane raymond rebecca redouane regine regis remi remy renaud rene renee reyhan rhita richard rim
    rita robert robin rodolphe rodrigue roger rokia roland rolande romain roman romane romeo romuald romy rosalie rose
    roseline roxane ruben ruth ryad ryan saad sabah sabine sabri sabrina sacha safa safia sahra said saida salah salif
    salim salima salimata salma salome salomon samantha sami samia samir samira samuel samy sana sandra sandrine sandy
    sara sarah sasha savannah sebastien seham selena selim selma sephora serena serge seydou shaina shana shanon
    shirley sibylle sidonie sihem silvia simeon simon simone sixtine slimane sofia sofiane solal solange solene solenn
    soline sonia sophia sophie soraya souad soufiane souleymane stanislas steeve stella stephane stephanie stephen
    steve steven sullivan suzanne suzie swann sylvain sylvette sylvia sylvie tanguy tania tara tarek tatiana tayeb
    teddy teo tess thais thalia thea theo theodore theophile therese thiago thibaud thibault thibaut thierry thomas
    tiago tiffany tim timeo timothe timothee tina titouan tom tomas tony toufik tristan tuan tugba ugo ulysse uma
    valentin valentine valerie vanessa vera veronique vianney vickie victoire victor victoria vincent violette virgile
    virginie vivian viviane vivien wael wafa walid walter warda wassim wendie wendy wiam wilfried william willy xavier
    yacine yael yanis yann yannick yannis yasin yasmina yasmine yassin yassine ylan yohan yohann yolande youcef younes
    youness youri youssef youssouf yuna yusuf yvan yves yvette yvon yvonne zacharie zahra zakaria zeinab zelie zeynep
    zied zineb ziyad zoe zohra
""")

PUBLIC_NAMES = _read("""
    abel-gance ada-lovelace alain-afflelou alain-ducasse alan-turing albert-camus albert-einstein albert-londres
    alexandre-dumas alfred-hitchcock alfred-musset alice-guy andre-breton andre-gide andre-malraux anna-gavalda
    anne-frank anne-sylvestre annie-ernaux antoine-lavoisier antoine-saint-exupery arthur-rimbaud auguste-comte
    auguste-lumiere auguste-rodin aya-nakamura bernard-arnault boris-vian camille-claudel charles-baudelaire
    charles-darwin charles-de-gaulle charles-perrault christian-dior christian-louboutin claude-bernard claude-debussy
    claude-monet clement-ader daniel-pennac david-hume denis-diderot edgar-allan edgar-morin edith-piaf edouard-manet
    emile-durkheim emile-zola emmanuel-kant emmanuel-macron eric-bompard eugene-delacroix eugene-ionesco franck-provost
    francois-mitterrand francois-rabelais francois-truffaut francois-villon frank-provost frederic-mistral
    gabriel-garcia george-sand georges-bizet georges-brassens georges-perec georges-pompidou georges-sand gerard-nerval
    gustave-eiffel gustave-flaubert guy-degrenne guy-hoquet guy-maupassant hannah-arendt harry-potter henri-bergson
    henri-matisse honore-balzac hugo-boss isaac-newton jacques-brel jacques-chirac jacques-demy jacques-dessange
    jacques-prevert james-bond james-joyce jane-austen jean-anouilh jean-cocteau jean-giono jean-jacques-rousseau
    jean-jaures jean-la jean-lafontaine jean-louis-david jean-luc-lagarce jean-marc jean-monnet jean-moulin
    jean-nicolas jean-nouvel jean-paul-gaultier jean-paul-sartre jean-piaget jean-racine jean-renoir jeanne-d'arc
    joachim-bellay john-keynes john-locke john-rawls john-steinbeck joseph-kessel jules-cesar jules-ferry jules-renard
    jules-valles jules-verne karl-marx kylian-mbappe leon-blum leonard-vinci leonie-da-costa louis-aragon louis-lumiere
    louis-pasteur louis-vuitton louis-xiv louise-labe louise-michel manon-lescaut marc-bloch marc-jacobs marc-levy
    marcel-pagnol marcel-proust marguerite-duras marguerite-yourcenar marie-antoinette marie-blachere marie-claire
    marie-curie marie-de marie-laure marie-stuart marine-nationale martin-luther mary-shelley maurice-ravel max-weber
    michel-ange michel-foucault michel-montaigne milan-kundera mona-lisa nathalie-sarraute nelson-mandela
    nicolas-machiavel nina-ricci olympe-de oscar-wilde pablo-neruda pablo-picasso paul-bocuse paul-cezanne paul-eluard
    paul-ricoeur paul-sabatier paul-smith paul-valery paul-verlaine philippe-petain pierre-bourdieu pierre-cardin
    pierre-corneille pierre-curie pierre-fabre pierre-herme pierre-hermes pierre-ronsard raymond-queneau rene-char
    rene-descartes robert-badinter robert-doisneau robert-schuman robin-hood roland-barthes roland-garros romain-gary
    roman-polanski romeo-juliette rosa-parks rose-bertin saint-gobain salvador-dali samuel-beckett samuel-paty
    sigmund-freud simone-beauvoir simone-de simone-veil simone-weil stefan-zweig steve-jobs sylvie-germain
    thierry-mugler thomas-edison thomas-hobbes thomas-more thomas-pesquet tom-sawyer tony-parker victor-hugo
    victor-schoelcher vincent-van virginia-woolf virginie-despentes walt-disney william-shakespeare yves-rocher
    yves-saint
""")
"""First name and surname of those that schools, shops and lessons are named after: everybody may write about them."""

PUBLIC_SURNAMES = _read("bovary bonaparte curie sevigne lafayette fayette house jourdain ibrahim hyde jekyll watson")
"""Who has a title in a book: « Madame Bovary »."""

NOT_NAMES = _read("""
    a actuellement age agee ai aide aime allemand alors am an and anglais ans apprenti apprentie apres as at au aussi
    aux avec ayant bac bien bientot bonjour bonsoir bts but c'est ca canva car ce cela celle celui ces cet cette
    cherche chez chimie collegien collegienne comme complique compta comptabilite d'apprendre d'avoir d'etre dans de
    deja depuis des du dur east eleve elle elles en encore es espagnol est et etudiant etudiante etudie eu euh excel
    faire fait ferme francais from futur future geo grave habite hello help histoire i i'm il ils in is j'ai j'aimerais
    j'etudie j'habite j'suis jai java javascript jcherche je jeune jfais jme jsui jsuis jveux jvoudrais l'alternance
    l'anglais l'oral l'orthographe la le les leur lol looking lyceen lyceenne ma madame mais majeur mal maths mdr merci
    mes mineur mlle mme moi mon monsieur motive motivee mr my ne nee need normalement nous nouveau nouvelle nul nulle
    on or origine ou oui par parce parcoursup pareil pas passionne passionnee philo photoshop physique plus plutot pour
    powerpoint premiere ptdr python quand que quelqu'un qui quoi salut seconde serieuse serieux si simple simplement
    son sont stmg student suis sur surnomme surtout svp svt terminale the to toujours tout toute tres un une viens vis
    voici voila vous vraiment want who with word worst y years
""")
"""What follows « je m'appelle Inès » or « moi c'est » and is no name."""

PUBLIC_SITES = _read("""
    1jeune1solution.gouv.fr adobe.com amazon.com amazon.fr ameli.fr apec.fr asp.net booking.com caf.fr canva.com
    crous.fr data.gouv.fr etudiant.gouv.fr france-travail.fr hellowork.com impots.gouv.fr indeed.com indeed.fr
    jobteaser.com leboncoin.fr letudiant.fr linkedin.com monmaster.gouv.fr monster.fr onisep.fr openclassrooms.com
    parcoursup.fr pole-emploi.fr service-public.fr socket.io studyrama.com vinted.fr welcometothejungle.com
    wordpress.com
""")
"""Sites that everybody knows, and a library that reads like one."""

FIELDS = _read("""
    bcpst bts but carrieres cpge crous cs ecg ect gaco gccd gcgp gea geii gim gmp hlp hse info insee j'ai je l.as l1 l2
    l3 las lea llce m1 m2 meef mmi mp mp2i mpsi nsi onisep paces parcoursup pass pc pcsi pro pro. psi pt ptsi r&t rt
    sciences ses ssi st2s staps std2a sti sti2d stl stmg tc techniques urssaf
""")
"""What stands after « IUT » or « prépa » and is what one learns there, or is no school."""

QUALIFIERS = _read("""
    agricole catholique d'art europeen europeenne francais francaise general hotelier hoteliere international militaire
    national nationale polyvalent polyvalente prive privee pro professionnel publique superieur superieure technique
    technologique
""")
"""What stands between « lycée » and its name."""

KNOWN_SCHOOLS = "sorbonne dauphine assas nanterre polytechnique centralesupelec telecom_paris"

LARGE_PLACES = _read("""
    afghanistan aix-en-provence algerie alsace amiens angers annecy argenteuil avignon benin besancon bordeaux bresil
    brest bretagne bruxelles caen cameroun chine clermont-ferrand comores congo corse dijon espagne france geneve
    grenoble guadeloupe guinee guyane haiti inde italie la le les lille limoges london londres lyon madagascar mali
    maroc marseille martinique mayotte metz montpellier montreal montreuil mulhouse nancy nantes nice nigeria nimes
    normandie noumea orleans paca papeete paris perpignan poitiers portugal provence reims rennes reunion roubaix rouen
    roumanie saint-denis saint-etienne senegal strasbourg syrie tahiti tibet togo toulon toulouse tourcoing tours
    tunisie turquie ukraine versailles vietnam villeurbanne
""")
"""Towns of so many people, and regions, that living there says little about who somebody is."""

OFTEN_WORDS = _read("""
    aime ambre ange baptiste ben blanche celeste claire clement come constance constant desire elie fanny france grace
    honore iris jade juste lou luciole mai marin marine martin mary max modeste noel olive paul pierre prince prune
    robin roman romane rose seul stella victoire violette
""")
"""First names that mean something else without their capital: « c'est grâce à »."""

PUBLIC_SUBJECTS = (
    "sujet exposes? expose grand_oral dissert\\w* commentaire chansons? album film joueu\\w* fan_de biographie discours"
    " roman poeme pieces? livre auteure? oeuvre œuvre lecture"
)
"""Whoever is named after one of these in the same sentence is known to everybody."""
