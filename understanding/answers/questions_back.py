"""A question instead of an answer: « c'est quoi exactement ? », « pourquoi vous demandez ça ? », « hein »."""

import unicodedata

from understanding.answers.spelling import compile_words, write_plainly

_POLITE = r"(?:(?:mais|euh|heu|ben|bah|ah|atends?|desolee?|pardon|bonjour|salut|oui|non|et|sory|wait|er|um) )*"
_MEANT = r"(?: (?:la question|votre question|ta question|ce que .*|de quoi .*|bien|trop|desole|svp))?"
_NOTHING = rf"(?:pas|rien){_MEANT}"
_BACK = compile_words(
    *(
        _POLITE + phrase
        for phrase in (
            "hein", "quoi", "coment(?: ca)?", "pardon", "pourquoi(?: faire)?", "pk", "pq", "pour quoi(?: faire)?",
            r"(?:pourquoi|pk|pq)(?: est ce que?)? (?:vous|tu|on|ca|cete|voulez|veux|demandez|demandes|il faut) ?.*",
            r"(?:ce est|c|ce) quoi(?: exactement| ca| cete \w+| le but| ce \w+| ton \w+| votre \w+)?", "quoi ca",
            "(?:ce est|ce) a dire", r"ca (?:veut dire|sert a|signifie) quoi.*", r"a quoi (?:ca )?sert.*",
            r"qu(?:e|oi)? (?:est|es) ce que? (?:ca|vous|tu|ce) .*", r"(?:vous voulez|tu veux) (?:dire|savoir) quoi.*",
            rf"je (?:ne )?(?:comprends?|capte|pige) {_NOTHING}",
            rf"(?:je )?(?:ne )?(?:ai )?(?:rien|pas) compris{_MEANT}",
            "what", "why", "huh", "what for", r"what (?:is|s) (?:this|that|it)(?: exactly| for)?", "how do you mean",
            r"what do(?:es)? (?:you|that|this|it) (?:mean|want|need).*", r"why (?:do|are|would|should) (?:you|i|we) .*",
            r"i (?:do not|dont) (?:understand|get) ?.*",
        )
    )
)  # fmt: skip


def is_question_back(text: str) -> bool:
    """Return whether a text asks what the question means or is for: then it answers nothing, whatever is asked."""
    shown = [char for char in text if unicodedata.category(char)[0] in "LNPS"]
    if shown and all(char in "?？!¿" for char in shown) and set(shown) & set("?？"):
        return True
    return _BACK.fullmatch(write_plainly(text)) is not None
