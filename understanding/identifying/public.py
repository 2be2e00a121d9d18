"""Names that are everybody's: shops, firms, tools, authors, heroes, examinations, peoples. Nobody is known by them.

All in small letters without accents; the words of one name stand apart, for any of them tells that it is public.
"""

from mentoring.masking.rules import read_words

FIRMS = read_words("""
    abercrombie accenture accor adecco adidas aeroports afp aigle air airbnb airbus aldi alinea allianz alstom alten
    altran amazon ameli ankama apec apple arcelor arcelormittal ariane arte asos atos auchan audi aviva axa babilou
    balenciaga barclays bayer bel bershka bescherelle biocoop bizness blablacar blizzard bluesky bmw bnp boehringer
    boiron bonduelle bosch botanic boulanger bouygues brico bricoma bricorama buffalo bulgari burger caf calvin
    camaieu campanile capgemini carglass carrefour cartier casino castorama cdiscount cea celio chanel chaumet
    chronopost cic citroen clarins cnav cnrs coca cofidis coiffirst colas colruyt conforama cora courtepaille credit
    crous cultura cyrillus dacia dailymotion danone darty dassault decathlon deezer deliveroo deloitte descamps
    devred dhl dior discord disney disneyland doctolib dolce dominos dpd ducasse easyjet edeka edf ehpad eiffage
    elior emmaus enedis engie ephad epitech ericsson essilor etam eurodisney euromaster europcar eurostar exki
    facebook faurecia fedex fendi ferrari ferrero feuvert fiat flunch fnac foncia ford france franprix free galeries
    gallimard gamm garnier gemo generali gifi givenchy gmail google grandoptical groupama gucci guerlain hachette
    haribo hermes hilton hollister honda hotmail hp hyatt ibis ibm ikea inditex insee inserm instagram intel
    intermarche ipsen isagri jacadi jacquemus jardiland jennyfer jules kering kfc kia kiabi kingfisher kookai kpmg
    krys lacoste lafarge lancome lapeyre laposte lcl leclerc ledger lego legrand leroy lidl lilly lindt linkedin
    lisl loreal luxottica lvmh macdo macdonald macdonalds macif maif mairie mango manpower marionnaud marmara
    marriott matmut mazda mcdo mcdonald mcdonald's mcdonalds mercedes merlin messenger metro michelin microsoft
    mondial monoprix monster naf nafnaf natixis naturalia nature nestle netflix netto nexity nike nintendo nissan
    nocibe norauto novartis novotel nvidia ocp okaidi onlyfans opel orange orangina orano orchestra orpea outlook
    paris pathe paypal pepsi pernod petzl peugeot pfizer picard pimkie pinterest playstation poclain porsche prada
    primark printemps promod publicis puma quechua quick radisson ratp ravensburger reddit renault rexel ricard
    rolex ryanair safran samsung sanofi sap schneider seb securitas sephora servier sezane shein shell shopify
    siemens signal sixt skoda skype smartbox snapchat sncf sodexo sofitel solvay sony sopra sosh spie spotify
    starbucks stellantis stradivarius suez suzuki swarovski systeme tag tati teams telegram tesla texto thales
    threads tiktok toshiba total totalenergies toyota transdev trigano truffaut tryba twitch twitter uber ubereats
    ubisoft ugc uniqlo ups urssaf valeo vallourec veolia verbaudet vinci vinted volkswagen volvo vuitton weldom
    wella westfield whatsapp worldline xbox yahoo yoplait youtube yves zalando zara zeeman zoom
""")

TOOLS = read_words("""
    aah ableton acces advance aepe aid alpha android anki apl arcgis archicad arduino ascension ases asse assp
    audacity autocad autodesk avenir azure bac bachelor bafa bafd bash bce bcpst bij blender bootstrap brevet bts
    bulats but caces caf cambridge canva cap capa capcut casio catia cdd cdi cej cfai chandeleur chatgpt ciel cio
    cisco civique claude cles cnaps codecademy compagnonnique compagnons contrat copilot cpam cpge cqp crij crous
    csp css cubase dalf davinci dc deaes deap deas debian deepl dees delf deme dn dnmade docker docs doctorat drive
    drupal dse duolingo e2c ecg eclipse ecoledirecte ecricome ect engagement epicnpoc epide erasmus excel fc
    federation fifa figma final firebase flutter fortnite france-travail franceconnect freecad fusion garageband
    garantie garros geipi gemini genially geogebra gimp github gitlab gmat godot gpme gre gta halloween hellowork hp
    html hypokhagne ielts iep ifap ifas ifmk ifsi illustrator imovie indeed indesign ios ipad iphone java javascript
    jeune jeunes jira jobteaser jquery jupyter kahoot khagne kicad kotlin labview ladom laravel las latex lea
    leboncoin libreoffice licence lightroom ligue linguaskill linkedin linux llce locale logic lol losc ltspice mac
    macos made mage maple mario marmiton marvel master mastere matlab maya mco mdph meef melec miashs minecraft
    mission mongodb moodle mp2i mpsi msa mspc mysql naruto nausicaa ndrc node nodejs noel notepad notion numworks
    obs oceanopolis ofii ofpra ol om onenote onisep openai openclassrooms oracle paces packet padlet paques parcours
    parcoursup pass passerelle pcsi pentecote photoshop php pix pokemon pole polytech powerpoint premiere prepa
    prestashop prezi pronote proteus psc1 psg puissance python qgis quizlet ramadan raspberry react reaper revit
    rhino roblox roland rqth rsa ruby rust sage salesforce sam sapat sat scilab score scratch service sesame sims
    sio sisr sketchup slam smic smv solidworks spring spss sql ssiap sst staps stata studapart sublime swift symfony
    tage tailwind tcf tci texas tinkercad toefl toeic toussaint trello tremplin typescript ubuntu unity unreal vae
    valorant visale visual voltaire vscode vue wamp webflow wikipedia windows wireshark wix wooclap word wordpress
    wordreference xampp xcode yoast zelda zotero
""")

AUTHORS = read_words("""
    abelard adele adenauer adorno allah almaviva andromaque angele antigone apollinaire apollo aragon arendt
    aristophane aristote aristoteles aron artagnan artaud asimov athena auschwitz austen avogadro ayme aznavour
    bachelard bacon badinter balzac barthes bastille bataille baudelaire beaubourg beaumarchais beauvoir becker
    beckett beethoven bentham berenice bergson bernanos beyonce bible blum bohr boltzmann bonaparte booba borges
    bosch boulle bourdieu bovary brassens brel breton brexit britannicus bronte bruner buffon burna butler byron
    caesar calvino camus candide capet carnot carroll celine cesaire cezanne chagall chaplin char charlemagne
    chateaubriand chirac chomsky chopin christie churchill cid cinna clemenceau cocteau cohen colbert colette
    condorcet copernic coran corneille cosette coulomb crozier curie cyrano damso dante dantes danton darwin debussy
    degas delacroix deleuze descartes desnos dickens diderot dieu doisneau dom dostoievski dracula drake dreyfus
    dubet dumas duras durkheim eiffel einstein eldorado electre eluard elysee engels enigma epictete epicure erasme
    ernaux esmeralda euclide euler euripide europe faraday faust fermat figaro flaubert fogg foucault fourier
    frankenstein franklin freinet freud friedman galilee gallimard gandhi gargantua gatsby gauguin gaulle gauss
    gavroche germinal gide gims giono girard godard godot goethe goffman goldman google goriot gouges gracq guevara
    habermas hamlet harpagon hegel heidegger heisenberg hemingway hernani herodote hessel hitchcock hitler hobbes
    hogwarts hollande homere horace hugo hume husserl huxley iliade ionesco iss jaures javert jesus joule joyce juan
    jul juliet jung jupiter kafka kandinsky kant katniss kennedy kepler keynes kierkegaard klimt knock koltes
    kubrick laclos lafayette lafontaine lagarce lagrange lamartine lavoisier leibniz lenine lescaut levi levinas
    lincoln locke lorca lorenzaccio louvre lumiere luther luxemburg macbeth machiavel macron magritte mahler
    mallarme malraux malthus mandela manet mao maquiavel marivaux marx matignon matisse maupassant mauriac mbappe
    meirieu melies mendel mendeleiev merkel merton meursault michaux milgram mill mirabeau miro mitterrand miyazaki
    modiano moliere monet monnet montaigne montesquieu montessori more morin mozart mucha musset mussolini nakamura
    napoleon nasa nasser nautilus nemo neruda nerval newton nietzsche ninho nobel nolan nothomb obama odyssee oedipe
    ohm oms onu orelsan orsay orwell osiris otan othello ovide pagnol pantagruel pantheon parks pascal pasteur perec
    pergaud perrault pesquet petain phedre piaf piaget picasso platon plutarque pnl poe polyeucte pompidou ponge
    popper potter poussin poutine prevert prevost proudhon proust pythagore quasimodo queneau rabelais racine
    rastignac ravel rawls rembrandt renoir rhinoceros ricardo ricoeur rihanna rimbaud robespierre rodin rogers romeo
    ronsard roosevelt rosine rostand rousseau rowling sade sagan sand sarkozy sarraute sartre saussure scapin sch
    schopenhauer schrodinger schuman schumpeter senat seneque senghor sevigne shakespeare sherlock shoah simmel
    skinner smith socrate sophocle soprano sorbonne sorel spielberg spinoza staline steinbeck stendhal stiglitz
    stromae supervielle tarantino tartuffe tayc thales thatcher tiakola tocqueville tolkien tolstoi torah trotski
    truffaut trump tubman turing twain ubu ue ulysse unesco unicef valery valjean vallon vasarely vauban veil venus
    verdun verlaine vermeer verne versace versailles vian vichy vigny vinci virgile voltaire vygotski wallon warhol
    watson watt weber wells werther wilde winnicott woolf wright yourcenar zadig zelensky zeus zidane zola zweig
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
    ac aide aider aidez ajd aller alor alors alternance alternence ang angl appart appli apprentissage apre aprenti
    aprentissage apres askip auj aujourdhui ausi aussi avan avant avc avk avoir b1 bac bcp bcq bi bi1 bien biin bjr
    bosse boulo boulot bref brevet bsr bus cant cc ccf ces cest cetais cetait chelou chsui chui chuis cine cm cmnt
    cmt colege coloc combien comen coment commen comment controle controles coucou ct cv dac dacc dakor dans daron
    daronne dc dem demin dep depui devoir didnt dimanche discord dispo dispos dm doesnt donc dont dpuis ds dst ecol
    ecrire emc enfet enft entretien entretiens eps etre exam examen faire foot formassion formation fr france
    fransais frere galere galerer gars genre gonna gotta grave hello hey hggsp hi hier hlp hyper im insta isnt its
    ive jabit jabite jadore jai jaime jaimerai jaimerais jamais japel japprend japprends jarrive jattan jattend
    jattends jaurai jaurais jcherch jcherche jcomprend jcomprends jcomprens jcomprent jconnais jcroi jcrois jdoi
    jdois jecris jecrit jen jentre jespere jetai jetais jetudie jeudi jfai jfais jfaisai jfer jfesai jfini jgalere
    jhabite jhesite jkiff jkiffe jla jle jlis jme job jobs jpa jparle jpas jpasse jpe jpense jpeu jpeux jpref jpren
    jprend jprends jprepare jreussi jreve jsai jsais jsors jsp jspr jss jsui jsuis jtaff jte jtravaille jtrouv
    jtrouve jusca juska jvai jvais jve jveu jveux jviens jvoi jvoudrai jvoudrais jvx kan kand ke kebab kelk kelke
    kelkun kesk keske keskon keum ki kiff kiffe koi koman komen kwa ldm lecole lets lettre lm lol lundi lv lva lvb
    lyce lycee mai maide maider mal mapel mapelle mappel mappelle mardi math mathe maths mcdo mdr mdrr mec mecs mega
    mem meme mercii merciii mercredi mercy mere meuf mm mnt moin moins motiv motivation ms mtn mtnt musik nan nimp
    nn normalement nrml nsi nul nule num numero oci ojd ok okay okk ordi oriantation orientation ortho orthographe
    osi ossi ouai ouais ouf oui parske partiel partiels paske pasque passke pck pcq pere permis philo pk pkoi pls
    plus pluss plz pote potes pour pouvoir pr premiere prepa pro prof profes profs psk ptdr qd qlq qq qqch qqn qqun
    qu quelquun qui recherce reconversion redaction relecture relou renps resto reuf reufs reviser revision
    revisions salut samedi sapel sapelle satge savoir seconde ses sest set slt snap soeur spe spes stage stages stp
    stv suisse super svp svpp svppp svt taf taff tapel td techno tel term terminal thats thx tiktok tjrs tjs tkl tks
    tkt tle tmp tp tps train tres tro trop ts tt tte vendredi vmt voiture vouloir vrai vraimen vrmt wanna week
    weekend wesh wk wkd wsh xd yo yoo youre youtube zik
""")

PUBLIC = FIRMS | TOOLS | AUTHORS | SCHOOLS | PEOPLES


_OF_A_PEOPLE = ("ais", "aise", "oise", "ienne", "ien", "aine", "ish", "ese")
_MIN_PEOPLE_LETTERS = 6


def is_public(word: str) -> bool:
    """Whether a word is a name that everybody may use; `word` is in small letters without accents."""
    return word in PUBLIC or (len(word) >= _MIN_PEOPLE_LETTERS and word.endswith(_OF_A_PEOPLE))
