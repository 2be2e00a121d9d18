"""What somebody who is lost may type, tap and send."""

from hypothesis import strategies as st

from bot.buttons import VERBS
from bot.commands import COMMANDS as TABLE

COMMANDS = sorted({"start", *(name for row in TABLE for name in row.names)})
ARGUMENTS = ("", " B-001", " J-001", " V-001", " Inès", " 007", " <b>", " jeune", " c_salon", " xyz", " 🌱")
TYPED = (
    "bonjour", "Bretange", "bretagne", "CV", "2006", "31/12/2005", "15/01", "30/02", "demain", "oui", "non", "0", "-1",
    "je sais pas", "1er étage, café <Chez {{7*7}}>", "🌱", "👨‍👩‍👧" * 300, "x" * 4096, "x" * 4097, "\u200b", "---",
    "a => erase::yes", "'; DROP TABLE person; --", "/", "//", "/inconnu", "/menu@autre_bot", "/MENU", "http://a.b",
    "%s{0}", "jveu mourir", "je me sens seule", "il me frappe", "mort de rire", "\u202eséni", "comptable", "Marc",
    "mardi 18h", "help", "stop",
)  # fmt: skip
SENTENCES = (
    "… je serai en retard de 10 min", "je ne peux pas mardi …", "je voudrais déplacer la séance …",
    "dis-lui que … merci", "… comment je fais pour parler à mon mentor ?", "annuler …",
    "… stop", "bonjour …", "ok merci …", "oui …", "non …",
    "… est-ce que je peux parler à quelqu'un de l'équipe ?", "écris à Marc que …", "tu peux dire à Inès que … svp",
    "au café … à 18 h", "mardi 19h30 …", "…", "deux …", "j'ai relu ta lettre, … elle est top", "mon lien : … .fr",
    "je me sens trop seule … en ce moment", "… j'ai envie de mourir", "viens chez moi … ce soir", "c'était super …",
    "jusqu'au 4 janvier …", "demain …", "j'ai trouvé un stage … !", "je veux un autre binôme …", "<b>… & co",
)  # fmt: skip
"""What people write to the bot or to each other; « … » stands for a mark."""
NEUTRAL = (
    "le musée … vaut le détour", "la recette de … est dans le livre bleu", "mon prof de maths adore …",
    "le mot … est dans le texte", "tu as raison pour …", "le bus … passait encore", "j'ai repensé à …",
    "j'aime bien l'idée de …", "mon oral sur … s'est bien passé", "la formation … m'a plu",
)  # fmt: skip
"""What is neither a wish nor an answer, nor hides anything: with a partner it becomes a draft."""
CONTACTS = ("06 12 34 56 78", "lea.roux@example.org", "@lea_r2009", "wa.me/")
WITH_CONTACTS = (
    "le musée … vaut le détour, mon numéro est le 06 12 34 56 78",
    "j'ai repensé à …, mon adresse est lea.roux@example.org",
    "j'aime bien l'idée de …, je suis @lea_r2009 sur insta",
    "mon oral sur … s'est bien passé, tout est sur https://wa.me/33612345678",
)
PLACES = ("https://visio.example.org/…", "https://wa.me/…")
DISTRESS, SOLICITING = "j'ai envie de mourir …", "viens chez moi … ce soir"
KINDS = ("sticker", "voice", "photo", "location", "contact", "poll")
SUBJECTS = (
    "", "1", "2", "0", "999999999999", "need-1", "offer-1", "binome-1", "name", "edit", "birth", "slots", "send",
)  # fmt: skip
CHOICES = (
    "", "yes", "no", "1", "2-0", "0-1", "week", "goal", "back", "show", "en", "de", "busy", "2010", "1-18", "name",
)  # fmt: skip

words = st.sampled_from(TYPED) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
commands = st.builds("/{}{}".format, st.sampled_from(COMMANDS), st.sampled_from(ARGUMENTS))
payloads = st.sampled_from(("", "jeune", "volontaire", "young", "c_salon", "jeune_c_salon", "0" * 16, "☃", "x" * 64))
forged = st.builds(
    "{}:{}:{}".format, st.sampled_from([*VERBS, "casino"]), st.sampled_from(SUBJECTS), st.sampled_from(CHOICES)
) | st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=64)
