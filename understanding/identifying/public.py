"""Names that are everybody's: shops, firms, tools, authors, heroes, examinations, peoples. Nobody is known by them.

All in small letters without accents; the words of one name stand apart, for any of them tells that it is public.
"""

from mentoring.masking.rules import read_words
from understanding.identifying.lists import read_list

FIRMS = read_words("""
    abercrombie accenture accor adecco adidas aeroports aesio afp ag2r aigle air airbnb airbus aldi alinea allianz
    alstom alten altran amazon ameli ankama apave apec apple arcelor arcelormittal ariane arte asos atalian atos
    auchan audi aviva axa babcock babilou backmarket balenciaga bankin barclays bayer bel bershka bescherelle
    biocoop bizness blablacar blizzard bluesky bmw bnp boehringer boiron bolt bonduelle bonobo bosch botanic
    boulanger boursorama bouygues brico bricoma bricorama buffalo bulgari bureau-veritas burger caf calvin camaieu
    campanile capgemini carglass carrefour cartier casino castorama cdiscount cea celio chanel chaumet chronopost
    cic citroen citymapper clarins cnav cnrs coca codingame cofidis coiffirst colas colissimo colruyt conforama
    contentsquare cora courtepaille credit crit criteo crous cultura cyrillus dacia dafy daher dailymotion dalkia
    danone darty dassault dataiku decathlon deepki deezer deliveroo deloitte derichebourg descamps devred dhl dior
    discord disney disneyland doctolib dolce dominos dpd ducasse easyjet edeka edf ehpad eiffage elior emmaus enedis
    engie ephad epitech ericsson essilor etam etsy eurodisney euromaster europcar eurostar eurovia exki facebook
    faurecia fedex fendi ferrari ferrero feuvert fiat flixbus flunch fnac foncia ford framatome france franprix free
    frichti galeries gallimard gamm garantme garnier gemo generali geodis gifi givenchy gmail google gorillas
    grandoptical groupama gsf gucci guerlain hachette hackthebox haribo harmonie heetch hermes hilton hippopotamus
    hollister honda hotmail hp hutchinson hyatt ibis ibm ikea ikks inditex insee inserm instagram intel intermarche
    ipsen isagri jacadi jacquemus jardiland jennyfer jules keolis kering kfc kia kiabi kiloutou kingfisher kookai
    kpmg krys kuehne kusmi lacoste lafarge lancome lapeyre laposte lcl leclerc ledger leetcode lego legrand leroy
    lidl lilly lindt linkedin lisl lolita loreal loxam luxottica lvmh lydia maaf macdo macdonald macdonalds macif
    maif mairie malt mango manpower marionnaud marmara marriott matmut mazda mcdo mcdonald mcdonald's mcdonalds
    mediapart mercedes merlin messenger metro mgen michelin microsoft midas mirakl mondial monoprix monster naf
    nafnaf nagel natixis naturalia nature naval nestle netflix netto nexity nike nintendo nissan nocibe norauto
    novartis novotel nvidia o'tacos ocp okaidi onet onlyfans opel orange orangina orano orchestra orpea ouigo
    outlook ovh ovhcloud paris pathe payfit paypal penelope pepsi pernod petzl peugeot pfizer picard pimkie
    pinterest pitaya playstation poclain popeyes porsche prada primark printemps proman promod publicis puma qonto
    quechua quick radisson randstad ratp ravensburger reddit renault revolut rexel ricard rolex root-me rootme
    ryanair safran saft samsic samsung sanofi sap scaleway schneider seb securitas sephora servier sezane shein
    shell shopify siemens signal sinequanone sixt skoda skype smartbox snapchat sncf socotec sodexo sofitel solvay
    sony sopra sosh speedy spie spotify starbucks stellantis stradivarius studi subway suez suzuki swarovski
    synergie systeme tag tati teams telegram tesla texto thales threads tiktok toshiba total totalenergies toyota
    transdev trigano triumph truffaut tryba tryhackme twitch twitter uber ubereats ubisoft ugc undiz uniqlo ups
    urssaf valeo vallourec vapiano veolia verbaudet vinci vinted volkswagen volvo vuitton wattpad weldom wella
    westfield whatsapp worldline wurth xbox yahoo yamaha yoplait youtube yves zalando zara zeeman zoom
""")

TOOLS = read_words("""
    aah ableton acces advance aepe agreg aid alpha alzheimer android anki ansible apl arcgis archicad arduino
    ascension ases asperger asse assp ats audacity autocad autodesk avenir azure bac bachelor bafa bafd bash bce
    bcpst bep bij blender bluetooth bootstrap bpa bpjeps brevet bts btsa btsm bulats but caces caf cambridge canva
    cap capa capcut capes casio catia cdd cdi cej cfai chandeleur chatgpt ciel cio cisco civique claude cles cnaps
    codecademy compagnonnique compagnons contrat copilot covid cpam cpe cpge cqp crfpa crij crous crpe csp css ctm
    cubase dalf davinci dc dcg deaes deap deas debian dec deepl dees delf deme deug deust dju dn dnmade docker docs
    doctorat drive drupal dscg dse duolingo dut e2c ece ecg eclipse ecoledirecte ecricome ect elasticsearch
    engagement epicnpoc epide erasmus excel fc federation fifa figma final firebase flutter fortnite france-travail
    franceconnect freecad fusion garageband garantie garros geipi gemini genially geogebra gimp github gitlab gmat
    godot gpme gre gta halloween hellowork hiv hp ht html hypokhagne ielts iep ifap ifas ifmk ifsi illustrator
    imovie indeed indesign ios ipad iphone java javascript jenkins jeune jeunes jira jobteaser jquery jupyter kahoot
    khagne kicad kotlin kubernetes labview ladom laragon laravel las latex lea leboncoin leetcode libreoffice
    licence lightroom ligue linguaskill linkedin linux llce locale logic lol looker losc ltspice mac macos made mage
    maple mariadb mario marmiton marvel master mastere matlab maya mba mc mco mdph meef melec miashs minecraft
    mission mobility mongodb moodle mp2i mpsi msa mspc mysql naruto nausicaa ndrc netlify nextjs node nodejs noel
    notepad notion numworks obs oceanopolis ofii ofpra ol om onenote onisep openai openclassrooms oracle paces
    packet padlet paques parcours parcoursup parkinson pass passerelle pcsi pdf pentecote phd photoshop php pix
    pokemon pole polytech postgresql powerbi powerpoint premiere prepa prestashop prezi pronote proteus psc1 psg
    puissance python qcm qgis quizlet ramadan raspberry react reaper redis revit rhino roblox roland rqth rsa ruby
    rust sage salesforce sam sapat sat scilab score scratch service sesame sims sio sisr sketchup slam smic smv
    solidworks spring spss sql ssiap sst staps stata studapart sublime svelte swift symfony tableau tage tailwind
    tcf tci tdah terraform texas tinkercad toefl toeic toussaint tp trello tremplin tryhackme typescript ubuntu ue
    unity unreal usb vae valorant vercel visale visual voltaire vscode vue wamp webflow wifi wikipedia windows
    wireshark wix wooclap word wordpress wordreference xampp xcode yoast zelda zotero
""")

AUTHORS = read_words("""
    abelard achebe adele adenauer adichie adorno allah almaviva amixem andromaque angele antigone apollinaire apollo
    aragon archimede arendt aristophane aristote aristoteles aron artagnan artaud asimov athena atwood auschwitz
    austen avogadro ayme aznavour bachelard bacon badinter balzac banksy barthes basquiat bastille bataille
    baudelaire bayes beaubourg beaumarchais beauvoir becker beckett beethoven bentham benzema berenice bergson
    bernanos bernoulli beyonce bible bigflo blum bohr boltzmann bonaparte booba borges bosch boulle bourdieu bovary
    brassens brel breton brexit britannicus bronte bruner buffon burna butler byron caesar calvino camavinga camus
    candide capet carnot carroll cauchy celine cesaire cezanne chagall chamoiseau chaplin char charlemagne
    chateaubriand chirac chomsky chopin christie churchill ciceron cid cinna clemenceau cocteau cohen cohl colbert
    colette condorcet copernic coran corneille cosette coulomb cousteau crozier curie curry cyrano damso dante
    dantes danton darwin debussy degas delacroix deleuze dembele descartes desnos dickens diderot dieu doisneau dom
    doppler dostoievski dracula drake dreyfus dubet dumas duras durkheim eiffel einstein eldorado electre eluard
    elysee engels enigma epictete epicure erasme ernaux esmeralda etchebest euclide euler euripide europe fanon
    faraday faust fermat feynman fibonacci figaro flaubert fogg foucault fourier frankenstein franklin freinet freud
    friedman galilee gallimard gandhi gargantua gatsby gauguin gaulle gauss gavroche gazo germinal ghibli gide gims
    giono girard glissant godard godot goethe goffman goldman google goriot gouges gracq griezmann grolet guevara
    haaland habermas halimi hamlet haring harpagon hegel heidegger heisenberg hemingway hernani herodote hessel
    hitchcock hitler hobbes hogwarts hollande homere hooke hopper horace hubble hugo hume husserl huxley iliade
    inoxtag ionesco ishiguro iss jaures javert jesus joule joyce juan jul juliet jung jupiter kafka kahlo kandinsky
    kant katniss kennedy kepler keynes kierkegaard kirchhoff klimt knock koltes krebs kubrick kundera laclos
    lafayette laferriere lafontaine lagarce lagrange lamartine laplace lavoisier laylow leibniz lenine lescaut levi
    levinas lincoln locke lorca lorentz lorenzaccio louvre lumiere luther luxemburg mabanckou macbeth machiavel
    macron magritte mahler mallarme malraux malthus mandela manet mao maquiavel marivaux marx matignon matisse
    maupassant mauriac mbappe mcfly meirieu melies mendel mendeleiev menten merkel merton meursault michaelis
    michaux michou milgram mill mirabeau miro mitterrand miyazaki modiano moliere monet monnet montaigne montesquieu
    montessori more morin morrison mozart mucha musset mussolini nakamura napoleon nasa nasser nautilus navier
    nekfeu nemo neruda nerval newton neymar nietzsche ninho nobel nolan nothomb obama odyssee oedipe ohm oms onu
    orelsan orsay orwell osiris otan othello ovide pagnol pantagruel pantheon parks pascal pasteur perec pergaud
    perrault pesquet petain phedre piaf piaget picasso platon plk plutarque pnl poe polyeucte pompidou ponge popper
    potter poussin poutine prevert prevost proudhon proust pythagore quasimodo queneau rabelais racine rastignac
    ravel rawls rembrandt renal renoir reynolds rhinoceros ricardo ricoeur riemann rihanna rimbaud robespierre rodin
    rogers romeo ronsard roosevelt rosine rostand rothko rousseau rowling sade sagan sand sarkozy sarraute sartre
    saussure scapin sch schopenhauer schrodinger schuman schumpeter scorsese sdm senat seneque senghor sevigne
    shakespeare sherlock shoah simmel skinner slimani smith socrate sophocle soprano sorbonne sorel spielberg
    spinoza squeezie staline steinbeck stendhal stiglitz stokes stromae supervielle tacite takahata tarantino
    tartuffe tayc thales thatcher tiakola tocqueville tolkien tolstoi torah toriyama trotski truffaut trump tubman
    turing twain ubu ue ulysse unesco unicef vald valery valjean vallon vasarely vauban veil venus verdun verlaine
    vermeer verne versace versailles vian vichy vigny vinci virgile voltaire vygotski wallon warhol watson watt
    weber wells wembanyama werenoi werther wilde winnicott woolf wright yourcenar zadig zelensky zeus zidane zola
    zweig
""")

SCHOOLS = read_words("""
    afpa agro agroparistech assas audencia bocuse boulle cambridge camondo celsa centrale centralesupelec cfj
    chartes cned dauphine duperre ebs ecam ece edhec efrei emlyon ena enac enm ens ensad ensai ensam ensatt ensci
    enseeiht ensimag epfl epita esa escp esg esiea esj esma esmod essec estienne estp femis ferrandi gem gobelins
    greta harvard hec holberton ieseg ifm imperial inalco insa inseec insp ipag ironhack isae isart jussieu kcl
    kedge king's kings lenotre lisaa louvre lse mcgill mines mit mod'art mopa nanterre neoma oxford penninghen
    pigier polytechnique ponts rubika saclay saint-cyr sciencespo simplon skema stanford strate sup'de supaero
    supelec tbs telecom ucl ulb utbm utc utt vatel wild
""")

PEOPLES = read_words("""
    afghan afghane africa afrique allemand allemande allemands alpes alsace america amerique amharic amharique
    anglais anjou antilles aout april arabe arabes arabic ardeche ardennes asia asie atlantique august auvergne
    avril bambara basque berbere berry breton bretonne british bulgare camargue caraibes catholique cevennes
    champagne chinese chinois christian comorien corse creole danois dari december decembre dimanche dioula dom-tom
    dordogne drome dutch english espagnol espagnole espagnols farsi february fevrier francais francaise french
    friday garonne german grec greek hausa hebreu hindi idf igbo ile-de-france irish italien italienne january
    janvier japanese jeudi juif juillet juin juive july june jura kabyle korean kurde latin limousin lingala loire
    lorraine lundi maghreb mai malgache malinke manche mandarin march mardi mars mediterranee mercredi metropole
    moldave monday mongol muslim musulman musulmane november novembre oceanie october octobre ourdou outre-mer paca
    pachto pashto persan peul picardie polish polonais portugais portugaise provence pyrenees rhone romanian roumain
    roumaine russe russian samedi saturday savoie seine september septembre serbe shimaore slovaque slovene somali
    soninke spanish suisse sunday swahili tamazight tamil tamoul tcheque tchetchene thursday tibetain tigrinya
    tuesday turc turkish turque ukrainian urdu vendee vendredi vietnamien vosges wednesday wolof yoruba
""")

SMS = read_words("""
    ac aide aider aidez ajd aller alor alors alternance alternances alternence ang angl anniv appart appli
    apprentissage apre aprenti aprentissage apres askip auj aujourd aujourdhui ausi aussi autrice autrices avan
    avant avc avk avoir b1 bac bac1 bcp bcq bi bi1 bien biin bjr bosse boulo boulot bref brevet bsr bus cant cc ccf
    cdlt cdt ces cest cetais cetait chelou chsui chui chuis cine cm cmnt cmt colege coloc combien comen coment
    commen comment controle controles coucou ct cv dac dacc dakor dans daron daronne daronnes dc dem demin dep depui
    devoir didnt dimanche discord dispo dispos dissert disserts dm dmi doesnt donc dont dpuis ds dst ecol ecrire emc
    emener enfet enft entretien entretiens eps etre exam examen faire foot formassion formation fr france fransais
    frere frerot gadjo galere galerer gars genre gonna gotta gow grave hamdoulillah hello hey hggsp hi hier hlp
    hyper ide im inchallah inge ingenieure ingenieures inges insta isnt its ive jabit jabite jadore jai jaime
    jaimerai jaimerais jamais japel japprend japprends jarrive jattan jattend jattends jaurai jaurais jcherch
    jcherche jcomprend jcomprends jcomprens jcomprent jconnais jcroi jcrois jdoi jdois jecris jecrit jen jentre
    jespere jetai jetais jetudie jeudi jfai jfais jfaisai jfer jfesai jfini jgalere jhabite jhesite jkiff jkiffe jla
    jle jlis jme job jobs jpa jparle jpas jpasse jpe jpense jpeu jpeux jpref jpren jprend jprends jprepare jreussi
    jreve jsai jsais jsors jsp jspr jss jsui jsuis jtaff jte jtravaille jtrouv jtrouve jusca juska jusqu jvai jvais
    jve jveu jveux jviens jvoi jvoudrai jvoudrais jvx kan kand ke kebab kelk kelke kelkun kelle kesk keske keskon
    keum ki kiff kiffe kine kines koi koman komen kwa ldm lecole lets lettre lm lol lorsqu lundi lv lva lvb lyce
    lycee mai maide maider mal mapel mapelle mappel mappelle mardi math mathe maths mcdo mdr mdrr mec mecs mega mem
    meme mercii merciii mercredi mercy mere meuf meufs mm mnt moin moins motiv motivation ms mtn mtnt musik nan nimp
    nn normalement nrml nsi nul nule num numero oci ojd ok okay okk ola ordi orga oriantation orientation ortho
    orthographe osi ossi osteo ouai ouais ouf oui parcours parske partiel partiels paske pasque passke pck pcq pere
    permis phd philo physik pk pkoi pls plus pluss plz pote potes poto potos pour pouvoir pr premiere prepa presqu
    prez prezo pro proba probas prof profes profs prud psk ptdr puisqu qd qlq qq qqch qqn qqun qu quand quelkun
    quelle quelles quelqu quelquun qui quil quils quoiqu quon quune recherce reconversion redaction relecture relou
    relu renps resto reuf reufs reuss reviser revision revisions salam salem salu salut samedi sapel sapelle satge
    savoir seconde ses sest set slt slut snap soeur soeurs spe spes stage stages stats stp stv suisse super svp svpp
    svppp svt taf taff tapel td techno tel term terminal thats thx tiktok tjrs tjs tkl tks tkt tle tmp tp tps train
    tres tro trop ts tt tte tuto tutos vendredi visio visios vmt voiture vouloir vrai vraimen vrmt wallah wanna week
    weekend wesh wk wkd wsh xd yo yoo youre youtube zik
""")

PUBLIC = FIRMS | TOOLS | AUTHORS | SCHOOLS | PEOPLES


_OF_A_PEOPLE = ("ais", "aise", "oise", "ienne", "ien", "aine", "ish", "ese")
_MIN_PEOPLE_LETTERS = 6


def is_public(word: str) -> bool:
    """Return whether a word is a name that everybody may use; `word` is in small letters without accents."""
    if word in PUBLIC:
        return True
    is_of_a_people = len(word) >= _MIN_PEOPLE_LETTERS and word.endswith(_OF_A_PEOPLE)
    return is_of_a_people and word not in read_list("frequent_first_names")
