"""The words that masking knows: what is public although it looks like a name, and what says where to look.

All without capitals and accents: that is how masking compares.
"""

from mentoring.masking.rules import read_words

PUBLIC_NAMES = read_words("""
    abel-gance abraham-maslow ada-lovelace adam-smith adele-exarchopoulos adele-haenel agatha-christie agnes-varda
    aime-cesaire alain-afflelou alain-ducasse alan-turing albert-camus albert-einstein albert-londres aldous-huxley
    alexandre-dumas alexis-tocqueville alfred-hitchcock alfred-musset alice-guy amaury-guichon amelie-nothomb
    amy-winehouse andre-breton andre-gide andre-malraux andy-warhol angela-davis angela-merkel anna-gavalda
    anna-karenine anne-frank anne-hidalgo anne-pic anne-sylvestre annie-ernaux annie-leibovitz antoine-dupont
    antoine-griezmann antoine-lavoisier antoine-saint-exupery ariana-grande arsene-lupin arthur-koestler
    arthur-rimbaud assa-traore auguste-comte auguste-escoffier auguste-lumiere auguste-rodin aya-nakamura barack-obama
    bel-ami bernard-arnault bernard-tapie berthe-morisot beyonce-knowles bill-gates billie-eilish billie-holiday
    blanche-gardin bob-dylan bob-marley boris-cyrulnik boris-vian brad-pitt bruno-latour camille-claudel carl-jung
    carl-rogers cedric-grolet celestin-freinet celine-dion charles-aznavour charles-baudelaire charles-darwin
    charles-de-gaulle charles-martel charles-perrault charlotte-perriand christian-dior christian-louboutin
    christophe-michalak christopher-nolan clarisse-agbegnenou claude-bernard claude-biguine claude-debussy claude-levi
    claude-monet clement-ader coco-chanel cristiano-ronaldo cyprien-iov cyril-lignac daft-punk daniel-pennac
    david-guetta david-hume david-ricardo denis-diderot denzel-washington diego-rivera donald-trump donald-winnicott
    dorian-gray dua-lipa edgar-allan edgar-morin edith-piaf edouard-louis edouard-manet egon-schiele elon-musk
    emile-benveniste emile-cohl emile-durkheim emile-zola emma-bovary emma-watson emmanuel-carrere emmanuel-kant
    emmanuel-macron eric-bompard erving-goffman esther-duflo eugene-delacroix eugene-ionesco eugene-rastignac
    federico-garcia ferdinand-saussure fleur-pellerin fleury-michon florence-foresti florence-nightingale foot-locker
    france-travail francis-ponge franck-provost francois-mitterrand francois-rabelais francois-truffaut
    francois-villon francoise-dolto frank-gehry frank-provost frantz-fanon freddie-mercury frederic-bau
    frederic-mistral frida-kahlo gabriel-attal gabriel-garcia gad-elmaleh gael-faye garcia-lorca gaston-bachelard
    george-orwell george-sand georges-bataille georges-bizet georges-brassens georges-perec georges-pompidou
    georges-sand gerard-nerval gisele-halimi greta-thunberg guillaume-apollinaire gustav-klimt gustave-eiffel
    gustave-flaubert guy-degrenne guy-hoquet guy-maupassant hannah-arendt harper-lee harry-kane harry-potter
    harry-styles helene-darroze henri-bergson henri-cartier henri-iv henri-matisse henri-michaux honore-balzac
    howard-becker hugo-boss institut-pasteur isaac-newton jackson-pollock jacques-brel jacques-chirac jacques-cousteau
    jacques-demy jacques-dessange jacques-dutronc jacques-prevert jamel-debbouze james-bond james-joyce jane-austen
    jane-eyre jean-anouilh jean-castex jean-claude-biguine jean-cocteau jean-dujardin jean-ferrat jean-giono
    jean-giraudoux jean-imbert jean-jacques-rousseau jean-jaures jean-la jean-lafontaine jean-louis jean-louis-david
    jean-luc-godard jean-luc-lagarce jean-marc jean-monnet jean-moulin jean-nicolas jean-nouvel jean-paul
    jean-paul-gaultier jean-paul-sartre jean-piaget jean-prouve jean-racine jean-renoir jean-valjean jean-zay
    jeanne-arc jeanne-d'arc jerome-bruner joachim-bellay joe-biden joe-rogan joel-robuchon john-bowlby john-keynes
    john-locke john-rawls john-steinbeck johnny-hallyday jordan-bardella joseph-kessel jules-cesar jules-ferry
    jules-maigret jules-renard jules-valles jules-verne julien-gracq julien-sorel karim-benzema karl-lagerfeld
    karl-marx karl-polanyi katherine-johnson keith-haring kery-james kevin-durant kobe-bryant kylian-mbappe
    lamine-yamal lana-rey le-corbusier lea-seydoux lebron-james leila-bekhti leila-slimani lena-situations leo-messi
    leon-blum leon-gontran leon-marchand leonard-vinci leonardo-dicaprio leonie-da-costa leopold-senghor leroy-merlin
    lev-vygotski linus-torvalds lionel-messi louis-aragon louis-armstrong louis-grand louis-kahn louis-le-grand
    louis-lumiere louis-pasteur louis-vuitton louis-xiv louise-labe louise-michel luc-besson luke-skywalker lupin-iii
    luther-king malala-yousafzai malcolm-x manon-lescaut marc-bloch marc-jacobs marc-levy marcel-mauss marcel-pagnol
    marcel-proust marguerite-duras marguerite-yourcenar maria-montessori marie-antoinette marie-blachere marie-claire
    marie-curie marie-de marie-laure marie-ndiaye marie-pasteur marie-stuart marine-nationale marine-pen marine-serre
    marion-cotillard marjane-satrapi mark-rothko mark-zuckerberg martin-king martin-luther mary-poppins mary-shelley
    maryse-conde maurice-ravel max-havelaar max-weber melanie-klein michael-jackson michael-jordan michel-ange
    michel-foucault michel-montaigne michel-sardou michel-serres michelle-obama milan-kundera miles-davis
    milton-friedman mona-lisa morgan-freeman mylene-farmer nathalie-sarraute nelson-mandela nicolas-machiavel
    niki-phalle niki-saint nina-ricci nina-simone noam-chomsky norbert-tarayre norman-foster norman-thavaud
    novak-djokovic oliver-twist olympe-de olympe-gouges omar-sy oscar-wilde ousmane-dembele pablo-neruda pablo-picasso
    paul-bocuse paul-cezanne paul-claudel paul-eluard paul-pogba paul-ricoeur paul-sabatier paul-smith paul-valery
    paul-verlaine peter-pan peter-parker philippe-etchebest philippe-petain philippe-starck pierre-bourdieu
    pierre-cardin pierre-clastres pierre-corneille pierre-curie pierre-fabre pierre-gagnaire pierre-herme
    pierre-hermes pierre-ronsard pierre-soulages princesse-cleves quentin-tarantino rafael-nadal ray-bradbury
    raymond-queneau rem-koolhaas rene-char rene-descartes renzo-piano robert-badinter robert-capa robert-debre
    robert-desnos robert-doisneau robert-merton robert-schuman robin-hood roger-federer roland-barthes roland-garros
    romain-gary romain-rolland roman-polanski romeo-juliette rosa-luxemburg rosa-parks rosalind-franklin rose-bertin
    rouge-noir rudy-ricciotti saint-algue saint-gobain salvador-dali samuel-beckett samuel-jackson samuel-paty
    serena-williams sherlock-holmes sigmund-freud simone-beauvoir simone-biles simone-de simone-veil simone-weil
    sophie-calle stanley-kubrick stefan-zweig stephen-curry steve-jobs steven-spielberg suzanne-valadon sylvie-germain
    tahar-benjelloun taylor-swift teddy-riner thierry-marx thierry-mugler thomas-edison thomas-hobbes thomas-more
    thomas-pesquet thomas-piketty thomas-sankara tibo-inshape tim-berners tim-burton timothee-chalamet tom-cruise
    tom-sawyer toni-morrison tony-estanguet tony-parker tony-stark usain-bolt victor-hugo victor-schoelcher
    victor-wembanyama vincent-gogh vincent-van virginia-henderson virginia-woolf virginie-despentes vivian-maier
    vivienne-westwood vladimir-poutine walt-disney wes-anderson will-smith william-shakespeare xavier-niel yann-arthus
    yves-klein yves-montand yves-rocher yves-saint zaha-hadid zendaya-coleman zinedine-zidane
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
    aix aix-en-provence amiens angers annecy antibes argenteuil asnieres-sur-seine aubervilliers avignon besancon
    bordeaux boulogne-billancourt brest bruxelles caen cannes cayenne cergy clermont clermont-ferrand colombes
    courbevoie creteil dijon dunkerque fort-de-france geneve grenoble la-rochelle lausanne le-havre le-mans
    le-tampon liege lille limoges lorient lyon marseille merignac metz montpellier montreuil mulhouse nancy nanterre
    nantes nice nimes noumea orleans papeete paris pau perpignan pessac poitiers reims rennes roubaix rouen
    rueil-malmaison saint-denis saint-etienne saint-nazaire saint-paul saint-pierre strasbourg toulon toulouse
    tourcoing tours troyes valence vannes versailles villeurbanne vitry-sur-seine
""")
"""Towns of very many: where somebody says that they live or learn there they are asked about, and nowhere else."""

PUBLIC_SUBJECTS = (
    "sujet exposes? expose grand_oral dissert\\w* commentaire chansons? album film joueu\\w* fan_de biographie discours"
    " roman poeme pieces? livre auteure? oeuvre œuvre lecture"
)
"""Whoever is named after one of these in the same sentence is known to everybody."""
