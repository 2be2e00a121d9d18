"""What a message needs is read once: the most frequent contexts keep to a budget."""

from benchmarks.contexts import CountingVault, measure, write_messages
from benchmarks.databases import KEY, open_sessions

MOST_DECRYPTIONS, MOST_STATEMENTS = 7, 5


async def test_a_proposal_is_read_once(database_url: str) -> None:
    """Each seal of the two people is opened once, their rows and keys come in one statement; so of their later life."""
    vault = CountingVault(KEY)
    async with open_sessions(database_url, vault) as sessions:
        costs = {row.kind: await measure(sessions, vault, row) for row in await write_messages(sessions)}
    proposal = costs["proposal"]
    assert 0 < proposal.decryptions <= MOST_DECRYPTIONS
    assert 0 < proposal.statements <= MOST_STATEMENTS
    assert costs["consent"].decryptions <= MOST_DECRYPTIONS
