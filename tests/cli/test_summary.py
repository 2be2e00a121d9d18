"""What is said of a round of two files, group by group."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.spreadsheets import Desk


def test_the_summary_tells_whom_the_round_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The share of each group that found somebody, flagged when half of it waits twice as long; small ones together."""
    orals = {"text": "oral", "needs": ["orals"]}
    needs: list[dict[str, Any]] = [
        *({"id": f"a{at}", "region": "bretagne", "waiting_days": 2, **orals} for at in range(30)),
        *({"id": f"b{at}", "region": "corse", "waiting_days": 30, "slots": ["mon-noon"], **orals} for at in range(20)),
        *({"id": f"c{at}", "region": "mayotte" if at < 3 else "guyane", **orals} for at in range(10)),
    ]
    Desk(tmp_path).matched(needs, [{"id": "v", "helps": ["orals"], "text": "", "slots": ["tue-noon"], "capacity": 50}])
    said = capsys.readouterr().out
    for told in ("⚠️ Corse 0 % de 20", "Bretagne 100 % de 30", "autres 100 % de 10"):
        assert told in said
    assert "Mayotte" not in said
    assert "âge" not in said
