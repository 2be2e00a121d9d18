"""The samples of texts/samples.py and texts/readers.py, with the shipped programme. Add new facts there."""

from cli import settings
from mentoring.questions import LONGEST_NAME, LONGEST_WORDS
from texts import samples
from texts.readers import IN_GROUP, READ_BY
from texts.samples import Facts, every

PROGRAMME = settings.read({}).programme

__all__ = ["IN_GROUP", "PROGRAMME", "READ_BY", "Facts", "Sample", "every", "largest"]


class Sample(samples.Sample):
    """Facts whose words are all chosen, in the shipped programme."""

    def __init__(self, name: str = "Inès", words: str = "Je cherche un stage", *, large: bool = False) -> None:
        super().__init__(PROGRAMME, name, words, large=large)


def largest() -> Sample:
    """Give facts as long as people may write them."""
    return Sample("W" * LONGEST_NAME, "mot " * (LONGEST_WORDS // 4), large=True)
