"""How somebody can be reached: telephones in figures and words, mails, handles of networks, links."""

import re

from mentoring.masking.rules import CAPITAL, Found, Rule, compile_pattern, join_words, read_words

# Telephones
_UNITS = join_words(
    "zero une? deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingts? trente"
    " quarante cinquante soixante septante huitante nonante cents? one two three four five seven eight nine oh"
)
_NUMBER = rf"(?:{_UNITS}(?:[ -](?:et[ -])?{_UNITS})*|[\do]{{1,2}}(?![\do]))"
_GAP = r"[\s.,;:/_*|()~=h·•\u20e3\ufe0f-]{0,4}"
_DIGIT = r"[\doli]"
_NO_DATE = r"(?!\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d)"
_CALL = join_words(
    "tel telephone phone num numero number portable mobile whats_?app appel\\w* call joign\\w* sms texto"
)


def _is_spoken_number(found: Found) -> bool:
    """Return whether a row of numbers is long enough for a telephone, and has words among them."""
    words = re.findall(rf"{_UNITS}|\d+|\bo\b", found[0].lower())
    digits = sum(1 if len(word) == 1 else 2 for word in words)
    return digits >= 8 and any(not word.isdigit() for word in words)


PHONES = (
    Rule("phone", compile_pattern(rf"\b{_NUMBER}(?:[\s,./;:-]*{_NUMBER}){{3,}}\b"), _is_spoken_number),
    Rule("phone", compile_pattern(rf"(?<![\w.]){_NO_DATE}(?:\+|00)\s?\(?\d{{1,3}}\)?(?:{_GAP}{_DIGIT}){{6,12}}(?!\w)")),
    Rule("phone", compile_pattern(rf"(?<!\w){_NO_DATE}[0o]{_GAP}[1-9](?:{_GAP}{_DIGIT}){{8}}(?:{_GAP}\d)?(?!\d)")),
    Rule("phone", compile_pattern(r"(?<![\w.,])33\s?[1-9](?:[\s.-]?\d\d){4}(?!\d)")),
    Rule("phone", compile_pattern(r"(?<![\w+.,])[67]\d?(?:[\s.-]?\d\d){4}(?![\w%€])")),
    Rule(
        "phone",
        compile_pattern(rf"\b{_CALL}\b\W{{0,4}}(?:\w+\W{{1,3}}){{0,3}}?(?P<part>\d\d(?:{_GAP}\d\d){{2,4}})(?!\d)"),
    ),
)

# Mails
_HOSTS = join_words("gmail hotmail outlook yahoo orange free laposte icloud proton\\w* live sfr wanadoo")
_DOT = r"(?:\.|,(?=(?:fr|com|net|org)\b)|\s?[(\[{](?:dot|point|\.)[)\]}]\s?|\s\.\s|\s(?:point|dot)\s)"
_LOCAL = (
    r"[\w.+'-]{1,64}(?:(?:\s(?:point|tiret|dot|underscore)\s|[(\[](?:point|tiret|dot|underscore|\.)[)\]])[\w.+-]+)*"
)
_AT = rf"(?:@\s?|\s@\s|\s@(?={_HOSTS})|\s?[(\[{{<]\s?(?:at|@|aroba[sz]e?)\s?[)\]}}>]\s?|\s?\baroba[sz]\w{{0,2}}\b\s?)"
_MAIL_SIGNS = ("@", "arob", "(at", "( at", "[at", "[ at", "{at", "{ at", "<at", "< at")
_HOST_NAMES = tuple(read_words("gmail hotmail outlook yahoo orange free laposte icloud proton live sfr wanadoo"))
_NETWORK_NAMES = tuple(
    read_words("""
    artstation behance blaze bluesky cloud depop deviantart discord dribbble etsy facebook fb git ig insta linkedin
    messenger pinterest pseudo psn real signal skype snap spotify steam teleg threads tik twitch twitter vinted
    wattpad whats xbox youtube
    """)
)
MAILS = (
    Rule("mail", compile_pattern(r"(?<!\w)(?:[\w.]\s){2,30}@\s?\w+\s?\.\s?\w+")),
    Rule(
        "mail",
        compile_pattern(_LOCAL, _AT, rf"(?:[\w-]+(?:{_DOT}[a-z][a-z-]+\b)+|{_HOSTS}\b(?:\s(?:fr|com)\b)?)"),
        needs=_MAIL_SIGNS,
    ),
    Rule("mail", compile_pattern(_LOCAL, rf"\s(?:at|a)\s{_HOSTS}(?:{_DOT}\w+)"), needs=_HOST_NAMES),
    Rule("mail", compile_pattern(_LOCAL, rf"\schez\s{_HOSTS}(?:{_DOT}|\s)(?:fr|com|net|org)\b"), needs=_HOST_NAMES),
    Rule("mail", compile_pattern(rf"(?<!\w){_LOCAL}\s{_HOSTS}(?:\s|\.)(?:com|fr|net|me)\b"), needs=_HOST_NAMES),
    Rule(
        "mail",
        compile_pattern(r"(?<![\w.+-])(?=[\w+-]*[\d.])", rf"[\w.+-]{{2,64}}\s(?:chez|sur)\s{_HOSTS}\b(?:{_DOT}\w+)?"),
    ),
)

# Links
_ENDINGS = join_words("com fr net org io gg ly eu app dev tv xyz link bio ee be me co")


PUBLIC_SITES = read_words("""
    1jeune1solution.gouv.fr adobe.com amazon.com amazon.fr ameli.fr apec.fr asp.net booking.com caf.fr canva.com
    crous.fr data.gouv.fr etudiant.gouv.fr france-travail.fr hellowork.com impots.gouv.fr indeed.com indeed.fr
    jobteaser.com leboncoin.fr letudiant.fr linkedin.com monmaster.gouv.fr monster.fr onisep.fr openclassrooms.com
    parcoursup.fr pole-emploi.fr service-public.fr socket.io studyrama.com vinted.fr welcometothejungle.com
    wordpress.com
""")
"""Sites that everybody knows, and a library that reads like one."""


def _is_own_site(found: Found) -> bool:
    return found[0].lower().removeprefix("www.").rstrip("/.") not in PUBLIC_SITES


LINKS = (
    Rule("link", compile_pattern(r"(?:https?://|www\.)\S+[\w/]")),
    Rule("link", compile_pattern(rf"\bwww\s[\w-]+\s{_ENDINGS}\b")),
    Rule("link", re.compile(rf"(?<![\w@.])[\w-]{{1,64}}(?:\.[\w-]+)*\.{_ENDINGS}\b(?:/[^\s,;]*)?"), _is_own_site),
    Rule("link", compile_pattern(rf"\b[\w-]{{1,64}}\s(?:point|dot)\s{_ENDINGS}\b(?:\s(?:slash|/)\s\S+)?")),
)

# Handles
_NETWORK = join_words(
    "insta(?:gram(?:me)?)? ig snap(?:chat)? tik_?tok discord telegram whats_?app messenger fb facebook twitter linkedin"
    " twitch be_?real vinted depop psn xbox soundcloud behance dribbble artstation signal skype youtube steam threads"
    " bluesky wattpad etsy deviantart pinterest spotify github gitlab"
)
_OWN_PAGE = join_words("chaine compte page boutique profil nom_de_plume plume pseudo blog")
_TWO_CAPITALS = r"(?-i:[A-Z][a-z]+[A-Z][a-z]+\w*)"
_KNOWN_TOOLS = join_words(
    "tiktok linkedin youtube whatsapp github gitlab powerpoint javascript typescript postgresql mysql leetcode"
    " tryhackme mcdo\\w* libreoffice openclassrooms leboncoin facebook playstation deviantart chatgpt indesign autocad"
)
_LIKE_HANDLE = r"(?=[\w-]*(?:[\d_]|[.#]\w))\w[\w.#-]{2,40}\b"
"""A word with a figure, an underscore or a full stop in it."""
_NUMBERED = join_words(
    "covid windows bac python java office word html page exo exercice chapitre niveau promo session seconde premiere"
    " terminale term prepa windev math maths iphone galaxy excel vers euros dept licence master paris lyon agent"
    " angular react vue drupal symfony ubuntu minecraft fifa gta toeic delf dalf stmg"
)
"""What a number says something about, and makes no handle of."""
_ORDINARY = join_words(
    "comment aide non oui le la les une? des pour et mais je j' tres trop pas mon ma du? d' en est c'est que il elle a"
    " au sur dans avec creer faire bien gerer surtout pareil meme ca ce cela ou or and the to my is for help svp qui"
)
_HANDLE = (
    rf"(?!{_ORDINARY}(?!\w))\w[\w.#-]{{2,40}}\b(?:\s(?!(?:{_NETWORK}|ou|et|tel)(?!\w)){CAPITAL}){{0,2}}"
    r"(?:\s\d{1,4}(?!\w))?"
)
_IS = r"\s*(?::|=|->|c\s?'?\s?est|cest|est|is|it'?s|c(?=\s)|@)\s*:?\s*"
_ADD = join_words(
    "ajoutez? add follow suis suivez trouvez? contactez? ecris ecrivez dm mp parlez? joins text find message"
)
HANDLES = (
    Rule(
        "handle",
        compile_pattern(r"[\w.]{1,40}(?:\s(?:underscore|tiret\s(?:du\s)?bas|under\sscore)\s[\w.]{1,40})+"),
        needs=("score", "tiret"),
    ),
    Rule("handle", compile_pattern(r"\blive:[\w.]+\w"), needs=("live:",)),
    Rule("handle", compile_pattern(rf"\b{_NETWORK}\b[^\n.!?:@]{{0,40}}:\s?(?P<part>{_LIKE_HANDLE})")),
    Rule("handle", compile_pattern(rf"\b{_NETWORK}\s?\((?P<part>{_HANDLE})\)")),
    Rule(
        "handle",
        compile_pattern(
            rf"\b(?:{_NETWORK}|{_OWN_PAGE})\b[^\n.!?]{{0,25}}?(?<![\w@])(?P<part>(?!{_KNOWN_TOOLS}(?!\w)){_TWO_CAPITALS})(?!\w)"
        ),
    ),
    Rule(
        "handle",
        compile_pattern(
            rf"\b(?:sur|on)\s{_NETWORK}\s?,?\s(?:je\ssuis|jsuis|jss|i'm|i\sam|c'?est|cest|c)\s(?P<part>{_HANDLE})"
        ),
    ),
    Rule("handle", compile_pattern(r"(?<![\w@.])@\s?\w[\w.-]*\w")),
    Rule("handle", compile_pattern(rf"\b(?:mon|my|ma)\s(?:\w+\s)?{_NETWORK}(?:\s\w+){{0,2}}{_IS}(?P<part>{_HANDLE})")),
    Rule(
        "handle",
        compile_pattern(
            r"\b(?:mon|my)\s(?:pseudo|id|arobase|@|handle|username|compte|gamertag|blaze|psn)",
            rf"(?:\s(?:sur\s)?\w+)?{_IS}(?P<part>{_HANDLE})",
        ),
    ),
    Rule("handle", compile_pattern(rf"\bpseudo(?:\s(?:sur\s)?{_NETWORK})?\s*(?::|=)?\s*(?P<part>{_LIKE_HANDLE})")),
    Rule("handle", compile_pattern(rf"\b(?:insta|snap|ig|tiktok|discord)\s*(?::|=|->)\s*(?P<part>{_HANDLE})")),
    Rule(
        "handle",
        compile_pattern(
            rf"\b{_ADD}[\s-](?:moi|me)\s(?:sur|on|via|at)\s(?:mon\s)?{_NETWORK}\s*:?\s*(?P<part>{_HANDLE})"
        ),
    ),
    Rule("handle", compile_pattern(rf"\bsur\s{_NETWORK}\s(?:je\ssuis|jsuis|c'?est|cest|c)\s(?P<part>{_HANDLE})")),
    Rule(
        "handle",
        compile_pattern(rf"\b(?:tapez?|look\sup)\s(?P<part>\S.{{1,40}}?)\s(?:sur|on|dans)\s(?:google|{_NETWORK})\b"),
    ),
    Rule("handle", compile_pattern(rf"\bmon\s(?:gamertag|psn|blaze)\s(?P<part>{_HANDLE})")),
    Rule(
        "handle",
        compile_pattern(
            rf"\b(?:soundcloud|facebook|fb|youtube|snapchat|twitch)\s?[:=]\s?(?P<part>(?!http){_HANDLE}(?:\s[\w.-]+)?)"
        ),
    ),
    Rule("handle", compile_pattern(rf"\b{_NETWORK}\s*(?:{_IS}|[^\w\s.,;@]{{1,3}})?\s*(?P<part>{_LIKE_HANDLE})")),
    Rule(
        "handle",
        compile_pattern(
            rf"(?<![\w.])(?P<part>{_HANDLE})\s(?:c'?est|c|is|it's)\s(?:mon|my)\s(?:pseudo|blaze|{_NETWORK})\b"
        ),
        needs=_NETWORK_NAMES,
    ),
    Rule("handle", compile_pattern(rf"\b(?:suis|c'est|cest|i'm)\s(?P<part>{_LIKE_HANDLE})\s(?:sur|on)\s{_NETWORK}\b")),
    Rule(
        "handle",
        compile_pattern(
            r"(?<![\w@./])(?!(?:art|page|chap|ex|num|tel|fig|vol)\.)[a-z]{3,}\.(?:[a-z]+\d+\w*|\d+[a-z]\w*|\d\d(?!\w))"
        ),
    ),
    Rule("handle", compile_pattern(rf"\bps\d?\s?:\s?(?P<part>{_LIKE_HANDLE})")),
    Rule("handle", compile_pattern(r"(?<![\w.])(?=\w*[a-z])\w{1,40}_\w+(?:[.]\w+)*|\b\w[\w.]{1,40}#\d{4}\b")),
)

# Numbers that belong to one person
_MONTH = join_words(
    "janv\\w* fev\\w* mars avr\\w* mai juin juil\\w* aout sept\\w* oct\\w* nov\\w* dec\\w* jan\\w* feb\\w* march"
    " april may june july aug\\w*"
)
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:19|20)?\d\d"
    rf"|\d{{1,2}}(?:er|st|nd|rd|th)?\s{_MONTH}(?:\s(?:19|20)\d\d)?)"
)
_FILE = join_words(
    "dossier etudiant(?:e)? ine parcoursup candidat(?:e)? allocataire secu(?:rite)? caf agdref etranger passeport id"
    " matricule identifiant fac client contrat"
)
NUMBERS = (
    Rule(
        "number",
        compile_pattern(
            rf"\b(?:ne\(?e?\)?|naissance|birth|born)(?!\w)\W{{0,3}}(?:le|on|est|:)?\W{{0,3}}(?P<part>{_DATE})"
        ),
    ),
    Rule(
        "number",
        compile_pattern(
            rf"\b(?:(?:suis|sui|est|is|was)\sne|nee|anniv\w*|birthday|naissance)\s(?:[\w,]+\s){{1,4}}?(?P<part>{_DATE})(?!\w)"
        ),
    ),
    Rule(
        "number",
        compile_pattern(
            r"(?<![\w/.-])(?!11\sseptembre\s2001)(?:0?[1-9]|[12]\d|3[01])(?:er|st|nd|rd|th)?",
            rf"(?:\s?[/.-]\s?(?:0?[1-9]|1[0-2])\s?[/.-]\s?|\s{_MONTH}\s)(?:199[6-9]|200\d|201[0-2])(?!\w)",
        ),
    ),
    Rule("number", compile_pattern(r"(?<!\w)[a-z]{2}\d{2}(?:\s?[\da-z]{4}){3,7}(?:\s?[\da-z]{1,4})?(?!\w)")),
    Rule("number", re.compile(r"(?<![\w-])[A-Z]{2}[- ]?\d{3}[- ]?[A-Z]{2}(?![\w-])")),
    Rule("number", compile_pattern(r"(?<!\w)\d{9,10}[a-z]{1,2}(?!\w)")),
    Rule("number", compile_pattern(r"\bn°\s?(?P<part>\d(?:[\s.-]?\d){5,15}(?:\s?[a-z])?)(?!\w)")),
    Rule(
        "number",
        compile_pattern(r"(?<![\w.@#-])(?=(?:[a-z]*\d){5})(?!\d+x\d+(?!\w))\d+[a-z]{1,3}\d[a-z\d]{3,16}(?![\w.@-])"),
    ),
    Rule("number", compile_pattern(r"(?<!\w)[12]\s?\d\d\s?\d\d\s?\d[\dab]\s?\d{3}\s?\d{3}(?:\s?\d\d)?(?!\w)")),
    Rule(
        "number",
        compile_pattern(
            rf"\b{_FILE}\b\W{{0,3}}(?:(?:n|no|num|numero|number|est|is|c'est|cest)\b\W{{0,3}}){{0,2}}?(?P<part>\d(?:[\s.-]?\d){{5,15}}(?:\s?[a-z])?)(?!\w)"
        ),
    ),
)

NUMBERED_NAMES = (
    Rule(
        "handle",
        compile_pattern(
            rf"(?<![\w.@/#-])(?!{_NUMBERED}\d)(?!\w*(?:19|20)\d\d(?!\w))[a-z]{{4,20}}(?:\d{{2,5}}|\d\w*[a-z]+\w*)(?!\w|[.-]\w)"
        ),
    ),
)
"""A word with figures behind it, which nobody has called a handle."""

RULES = (*NUMBERS, *MAILS, *LINKS, *HANDLES, *PHONES, *NUMBERED_NAMES)
