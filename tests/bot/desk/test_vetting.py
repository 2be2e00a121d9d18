"""Nobody is approved without the checks that the programme requires of every volunteer, by whichever path."""

from concurrent.futures import Executor
from pathlib import Path

from cli.settings import ROOT
from storage.schema.gate_tables import VettingCheck
from storage.schema.tables import Offer
from tests.faults.table_dump import read_rows
from tests.people import make_head_with_group, sign_up_volunteer
from tests.town import Town, open_town

MISSING = "Une vérification manque. Lisez en privé."


def _requiring_identity(folder: Path) -> str:
    path = folder / "programme.toml"
    shipped = (ROOT / "programme.toml").read_text("utf-8")
    path.write_text(shipped.replace("required = []", 'required = ["identity"]'), "utf-8")
    return str(path)


async def _read_states(town: Town) -> list[str]:
    return [row.state for row in await read_rows(town, Offer)]


async def test_nobody_is_approved_without_a_required_check(
    sqlite_url: str, tmp_path: Path, worker_process: Executor
) -> None:
    """Neither on the card nor on the list; both say what is missing and lead to where it is recorded."""
    programme = _requiring_identity(tmp_path)
    async with open_town(sqlite_url, tmp_path, worker_process, BINOME_PROGRAMME=programme) as town:
        head, group = await make_head_with_group(town)
        await sign_up_volunteer(town)
        await sign_up_volunteer(town, "Zoé")
        assert await group.choose("card:1:approve") == MISSING
        assert "ne peut pas encore être approuvée. Il manque : identité." in await head.reads()
        await group.choose("card:1:detail")
        assert "Il manque : identité" in await head.reads()
        await head.write("/a_approuver")
        assert (await head.reads()).count("il manque : identité") == 2
        await head.tap("Vérifications de V-002")
        await head.tap("Identité")
        await head.tap("Vérifié aujourd'hui")
        await head.write("/a_approuver")
        for name in ("Marc", "Zoé"):
            await head.tap(f"· {name}")
        assert await head.tap("Approuver la sélection") == MISSING
        assert await _read_states(town) == ["to_check", "to_train"]
        await head.tap("Identité")
        await head.tap("Vérifié aujourd'hui")
        await head.choose("check:1:identity")
        await head.tap("Effacer ce qui est noté")
        assert await group.choose("card:1:approve") == MISSING
        assert [row.person_id for row in await read_rows(town, VettingCheck)] != []
        await head.tap("Identité")
        await head.tap("Vérifié aujourd'hui")
        await head.tap("Approuver V-001")
        assert await _read_states(town) == ["to_train", "to_train"]
