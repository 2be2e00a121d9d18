"""The samples of texts/samples.py, with the shipped programme. A new type of context has its sample there."""

from cli import settings
from mentoring.questions import MAX_NAME_CHARACTERS, MAX_WORDS_CHARACTERS
from texts import samples
from texts.samples import list_samples

PROGRAMME = settings.read({}).programme

__all__ = ["PROGRAMME", "Sample", "list_samples", "make_largest"]


class Sample(samples.Sample):
    """Contexts whose words are all chosen, in the shipped programme."""

    def __init__(self, name: str = "Inès", words: str = "Je cherche un stage", *, large: bool = False) -> None:
        super().__init__(PROGRAMME, name, words, large=large)


def make_largest() -> Sample:
    """Return contexts as long as people may write them."""
    return Sample("W" * MAX_NAME_CHARACTERS, "mot " * (MAX_WORDS_CHARACTERS // 4), large=True)
