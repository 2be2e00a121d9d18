"""The samples of texts/samples.py, with the shipped programme. A new type of context has its sample there."""

from cli import settings
from mentoring.questions import LONGEST_NAME, LONGEST_WORDS
from texts import samples
from texts.samples import every

PROGRAMME = settings.read({}).programme

__all__ = ["PROGRAMME", "Sample", "every", "largest"]


class Sample(samples.Sample):
    """Contexts whose words are all chosen, in the shipped programme."""

    def __init__(self, name: str = "Inès", words: str = "Je cherche un stage", *, large: bool = False) -> None:
        super().__init__(PROGRAMME, name, words, large=large)


def largest() -> Sample:
    """Return contexts as long as people may write them."""
    return Sample("W" * LONGEST_NAME, "mot " * (LONGEST_WORDS // 4), large=True)
