"""The programme's lists as the matcher reads them."""

from documents.entries import ProgrammeLists
from matching import Vocabulary


def build_vocabulary(lists: ProgrammeLists) -> Vocabulary:
    """Return how all ids read, once every line was read."""
    return Vocabulary(
        lists.topics.describe_all(), lists.fields.describe_all(), lists.regions.describe_all(), dict(lists.synonyms)
    )
