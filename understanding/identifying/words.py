"""The words that masking knows: what is public although it looks like a name, and what says where to look.

All without capitals and accents: that is how masking compares.
"""

from mentoring.masking.rules import read_words

PUBLIC_NAMES = read_words("""
    abel-gance ada-lovelace agnes-varda aime-cesaire alain-afflelou alain-ducasse alan-turing albert-camus
    albert-einstein albert-londres alexandre-dumas alfred-hitchcock alfred-musset alice-guy andre-breton andre-gide
    andre-malraux andy-warhol angela-merkel anna-gavalda anna-karenine anne-frank anne-sylvestre annie-ernaux
    antoine-griezmann antoine-lavoisier antoine-saint-exupery ariana-grande arsene-lupin arthur-rimbaud
    auguste-comte auguste-lumiere auguste-rodin aya-nakamura barack-obama bel-ami bernard-arnault beyonce-knowles
    bill-gates billie-eilish bob-marley boris-vian camille-claudel celine-dion charles-baudelaire charles-darwin
    charles-de-gaulle charles-perrault christian-dior christian-louboutin christopher-nolan claude-bernard
    claude-debussy claude-monet clement-ader coco-chanel cristiano-ronaldo cyril-lignac daft-punk daniel-pennac
    david-guetta david-hume denis-diderot diego-rivera donald-trump dorian-gray dua-lipa edgar-allan edgar-morin
    edith-piaf edouard-louis edouard-manet egon-schiele elon-musk emile-durkheim emile-zola emma-bovary emma-watson
    emmanuel-kant emmanuel-macron eric-bompard eugene-delacroix eugene-ionesco eugene-rastignac fleury-michon
    florence-foresti franck-provost francois-mitterrand francois-rabelais francois-truffaut francois-villon
    frank-provost frantz-fanon frederic-mistral frida-kahlo gabriel-garcia gad-elmaleh gael-faye george-sand
    georges-bizet georges-brassens georges-perec georges-pompidou georges-sand gerard-nerval greta-thunberg
    gustav-klimt gustave-eiffel gustave-flaubert guy-degrenne guy-hoquet guy-maupassant hannah-arendt harry-potter
    harry-styles henri-bergson henri-matisse honore-balzac hugo-boss isaac-newton jackson-pollock jacques-brel
    jacques-chirac jacques-demy jacques-dessange jacques-prevert jamel-debbouze james-bond james-joyce jane-austen
    jane-eyre jean-anouilh jean-cocteau jean-giono jean-jacques-rousseau jean-jaures jean-la jean-lafontaine
    jean-louis jean-louis-david jean-luc-godard jean-luc-lagarce jean-marc jean-monnet jean-moulin jean-nicolas
    jean-nouvel jean-paul jean-paul-gaultier jean-paul-sartre jean-piaget jean-racine jean-renoir jean-valjean
    jeanne-d'arc joachim-bellay joe-biden john-keynes john-locke john-rawls john-steinbeck joseph-kessel jules-cesar
    jules-ferry jules-renard jules-valles jules-verne julien-sorel karl-lagerfeld karl-marx kylian-mbappe
    le-corbusier lebron-james leila-slimani leo-messi leon-blum leonard-vinci leonardo-dicaprio leonie-da-costa
    leopold-senghor lionel-messi louis-aragon louis-lumiere louis-pasteur louis-vuitton louis-xiv louise-labe
    louise-michel luc-besson luke-skywalker luther-king malala-yousafzai malcolm-x manon-lescaut marc-bloch
    marc-jacobs marc-levy marcel-pagnol marcel-proust marguerite-duras marguerite-yourcenar marie-antoinette
    marie-blachere marie-claire marie-curie marie-de marie-laure marie-stuart marine-nationale marjane-satrapi
    mark-rothko martin-king martin-luther mary-shelley maryse-conde maurice-ravel max-havelaar max-weber
    michael-jackson michael-jordan michel-ange michel-foucault michel-montaigne michelle-obama milan-kundera
    miles-davis mona-lisa mylene-farmer nathalie-sarraute nelson-mandela nicolas-machiavel niki-saint nina-ricci
    nina-simone norman-foster oliver-twist olympe-de omar-sy oscar-wilde pablo-neruda pablo-picasso paul-bocuse
    paul-cezanne paul-eluard paul-pogba paul-ricoeur paul-sabatier paul-smith paul-valery paul-verlaine peter-parker
    philippe-petain philippe-starck pierre-bourdieu pierre-cardin pierre-corneille pierre-curie pierre-fabre
    pierre-herme pierre-hermes pierre-ronsard pierre-soulages quentin-tarantino rafael-nadal raymond-queneau
    rene-char rene-descartes renzo-piano robert-badinter robert-debre robert-doisneau robert-schuman robin-hood
    roger-federer roland-barthes roland-garros romain-gary roman-polanski romeo-juliette rosa-parks rose-bertin
    rudy-ricciotti saint-gobain salvador-dali samuel-beckett samuel-paty serena-williams sigmund-freud
    simone-beauvoir simone-de simone-veil simone-weil stanley-kubrick stefan-zweig stephen-curry steve-jobs
    steven-spielberg sylvie-germain tahar-benjelloun taylor-swift teddy-riner thierry-marx thierry-mugler
    thomas-edison thomas-hobbes thomas-more thomas-pesquet thomas-sankara tim-burton tom-sawyer tony-estanguet
    tony-parker tony-stark victor-hugo victor-schoelcher vincent-gogh vincent-van virginia-woolf virginie-despentes
    vivienne-westwood vladimir-poutine walt-disney wes-anderson william-shakespeare yann-arthus yves-klein
    yves-rocher yves-saint zaha-hadid zinedine-zidane
""")
"""First name and surname of those that schools, shops and lessons are named after: everybody may write about them."""

PUBLIC_SURNAMES = read_words("""
    bonaparte bovary curie fayette house hyde ibrahim jekyll jourdain lafayette sevigne watson
""")
"""Who has a title in a book: « Madame Bovary »."""

NOT_NAMES = read_words("""
    a actuellement age agee ai aide aime allemand alors am an and anglais ans apprenti apprentie apres as at au
    aussi aux avec ayant bac bien bientot bonjour bonsoir bts but c'est ca canva car ce cela celle celui ces cet
    cette cherche chez chimie collegien collegienne comme complique compta comptabilite d'apprendre d'avoir d'etre
    dans de deja depuis des du dur east eleve elle elles en encore es espagnol est et etudiant etudiante etudie eu
    euh excel faire fait ferme francais from futur future geo grave habite hello help histoire i i'm il ils in is
    j'ai j'aimerais j'etudie j'habite j'suis jai java javascript jcherche je jeune jfais jme jsui jsuis jveux
    jvoudrais l'alternance l'anglais l'oral l'orthographe la le les leur lol looking lyceen lyceenne ma madame mais
    majeur mal maths mdr merci mes mineur mlle mme moi mon monsieur motive motivee mr my ne nee need normalement
    nous nouveau nouvelle nul nulle on or origine ou oui par parce parcoursup pareil pas passionne passionnee philo
    photoshop physique plus plutot pour powerpoint premiere ptdr python quand que quelqu'un qui quoi salut seconde
    serieuse serieux si simple simplement son sont stmg student suis sur surnomme surtout svp svt terminale the tle
    to toujours tout toute tres un une viens vis voici voila vous vraiment want who with word worst y years
""")
"""What follows « je m'appelle Inès » or « moi c'est » and is no name."""

FIELDS = read_words("""
    bcpst bts but carrieres cpge crous cs ecg ect gaco gccd gcgp gea geii gim gmp hlp hse info insee j'ai je l.as l1
    l2 l3 las lea llce m1 m2 meef mmi mp mp2i mpsi nsi onisep paces parcoursup pass pc pcsi pro pro. psi pt ptsi r&t
    rt sciences ses ssi st2s staps std2a sti sti2d stl stmg tc techniques urssaf
""")
"""What stands after « IUT » or « prépa » and is what one learns there, or is no school."""

QUALIFIERS = read_words("""
    agricole catholique d'art europeen europeenne francais francaise general hotelier hoteliere international
    militaire national nationale polyvalent polyvalente prive privee pro professionnel publique superieur superieure
    technique technologique
""")
"""What stands between « lycée » and its name."""

KNOWN_SCHOOLS = "sorbonne dauphine assas nanterre polytechnique centralesupelec telecom_paris"

LARGE_PLACES = read_words("""
    afghanistan aix-en-provence algerie alsace amiens angers annecy argenteuil avignon benin besancon bordeaux
    bresil brest bretagne bruxelles caen cameroun chine clermont-ferrand comores congo corse dijon espagne france
    geneve grenoble guadeloupe guinee guyane haiti inde italie la le les lille limoges london londres lyon
    madagascar mali maroc marseille martinique mayotte metz montpellier montreal montreuil mulhouse nancy nantes
    nice nigeria nimes normandie noumea orleans paca papeete paris perpignan poitiers portugal provence reims rennes
    reunion roubaix rouen roumanie saint-denis saint-etienne senegal strasbourg syrie tahiti tibet togo toulon
    toulouse tourcoing tours tunisie turquie ukraine versailles vietnam villeurbanne
""")
"""Towns of so many people, and regions, that living there says little about who somebody is."""

LARGE_TOWNS = read_words("""
    aix aix-en-provence amiens angers annecy antibes argenteuil asnieres-sur-seine aubervilliers avignon besancon bordeaux
    boulogne-billancourt brest bruxelles caen cannes cayenne cergy clermont clermont-ferrand colombes courbevoie creteil dijon
    dunkerque fort-de-france geneve grenoble la-rochelle lausanne le-havre le-mans le-tampon liege lille limoges
    lorient lyon marseille merignac metz montpellier montreuil mulhouse nancy nanterre nantes nice nimes noumea orleans papeete
    paris pau perpignan pessac poitiers reims rennes roubaix rouen rueil-malmaison saint-denis saint-etienne saint-nazaire
    saint-paul saint-pierre strasbourg toulon toulouse tourcoing tours troyes valence vannes versailles villeurbanne
    vitry-sur-seine
""")
"""Towns of very many: where somebody says that they live or learn there they are asked about, and nowhere else."""

PUBLIC_SUBJECTS = (
    "sujet exposes? expose grand_oral dissert\\w* commentaire chansons? album film joueu\\w* fan_de biographie discours"
    " roman poeme pieces? livre auteure? oeuvre œuvre lecture"
)
"""Whoever is named after one of these in the same sentence is known to everybody."""
