"""The association's part-time technician: the page without a mouse, in the dark, and what `binome doctor` says."""

import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.async_api import Page, expect

from cli import keys
from cli.settings import ROOT
from tests.browsers import NEEDS_BROWSER, hear
from tests.journeys.conftest import OpenPage
from tests.journeys.page_driver import LAPTOP, Telephone
from tests.town import Town

pytestmark = NEEDS_BROWSER
NAMES = {
    "fr": ["Raconter l’histoire", "Coulisses", "English", "+1 heure", "+1 jour", "+1 semaine", "Personne : Jeune"],
    "en": ["Tell the story", "Backstage", "Français", "+1 hour", "+1 day", "+1 week", "Person: Young person"],
}
"""What the keyboard meets first, in this order."""
READABLE = 4.5
"""The least contrast of words with what is behind them (WCAG 2, level AA)."""
CONTRASTS = """(pairs) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    canvas.fillStyle = style.getPropertyValue(name);
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  return pairs.map((pair) => contrast(...pair.map(light)));
}"""
PAIRS = [
    ["--ink", "--paper"],
    ["--ink", "--theirs"],
    ["--ink", "--mine"],
    ["--soft", "--paper"],
    ["--soft", "--theirs"],
    ["--soft", "--ground"],
    ["--mine-soft", "--mine"],
    ["--accent-ink", "--paper"],
    ["--accent-ink", "--theirs"],
    ["--on-accent", "--accent"],
    ["--warm", "--paper"],
    ["--paper", "--warm"],
]


async def find_focus(page: Page) -> str:
    """Return the name of what has the focus, as a screen reader says it."""
    return str(await page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent.trim()"))


async def test_the_keyboard_is_enough(journey_town: Town, open_page: OpenPage, language: str) -> None:
    """Tab meets the bar first and in order; Enter pushes time, opens what is behind, starts a chat and writes in it."""
    page = await open_page(**LAPTOP)
    ines = Telephone(page, journey_town, "young", language)
    await expect(page.get_by_test_id("tell")).to_be_visible()  # the last thing to appear
    met = []
    for _ in NAMES[language]:
        await page.keyboard.press("Tab")
        met.append(await find_focus(page))
    assert [name in one for name, one in zip(NAMES[language], met, strict=True)] == [True] * len(met), met
    assert await page.evaluate("document.activeElement.matches(':focus-visible')")

    clock = page.get_by_test_id("clock")
    await expect(clock).to_contain_text("10:00")
    await page.get_by_test_id("push-hour").focus()
    await page.keyboard.press("Enter")
    await expect(clock).to_contain_text("11:00")
    await expect(page.get_by_test_id("push-hour")).to_be_focused()
    assert await page.get_by_test_id("push-hour").get_attribute("title") == await find_focus(page)

    await page.get_by_test_id("backstage").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("drawer")).to_contain_text({"fr": "Rien encore.", "en": "Nothing yet."}[language])
    await page.keyboard.press("Tab")
    await page.get_by_test_id("lines").focus()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("backstage")).to_be_focused()

    await ines.play(("hints", "Voici le téléphone de Inès.", "This is Inès’s telephone."))
    await ines.pane.get_by_test_id("start").focus()
    await page.keyboard.press("Enter")
    await ines.play(("sees", "Je suis un robot.", "I am a robot."))
    await ines.pane.get_by_test_id("composer-input").focus()
    await page.keyboard.type("/aide")
    await page.keyboard.press("Enter")
    await ines.play(("sees", "Danger immédiat : 15, 17 ou 112", "Immediate danger: 15, 17 or 112"))


async def test_words_can_be_read_by_day_and_by_night(journey_town: Town, open_page: OpenPage, language: str) -> None:
    """Every colour of words stands out from what is behind it; the story can be told, and stopped."""
    page = await open_page(**LAPTOP)
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        contrasts = await page.evaluate(CONTRASTS, PAIRS)
        assert {str(pair): round(one, 2) for pair, one in zip(PAIRS, contrasts, strict=True) if one < READABLE} == {}
    await page.get_by_test_id("tell").click()
    told = {"fr": "Claire coordonne le programme.", "en": "Claire coordinates the programme."}[language]
    await hear(page, told)
    await expect(page.get_by_test_id("stop")).to_contain_text({"fr": "Arrêter", "en": "Stop"}[language])
    await Telephone(page, journey_town, "staff", language).is_pictured(f"technician-{language}-1")
    await page.get_by_test_id("stop").click()
    await expect(page.get_by_test_id("caption")).to_be_hidden()


def test_the_doctor_says_what_is_left_to_do(tmp_path: Path) -> None:
    """Each line has its sign and its row in docs/operate.md; what is missing comes with the next act."""
    keys.read_or_make(tmp_path / "data" / "binome.key")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("BINOME_")}
    command = [sys.executable, "-m", "cli.main", "doctor"]
    told = subprocess.run(command, cwd=tmp_path, env=bare | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert told.returncode == 1, told.stderr
    lines = told.stdout.splitlines()
    assert all(re.match("[✓✗] ", line) for line in lines)
    explained = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8").partition("| line |")[2]
    assert [line for line in lines if line[2:].partition(":")[0] not in explained] == []
    assert "✓ settings and programme file: 1, 2, binôme" in lines
    assert "✓ database: opened, tables up to date" in lines
    assert "✗ head coordinator: none, give somebody the link that `binome head --code` prints" in lines
    assert "✗ staff group: none yet, the head writes /relier in it; cards wait" in lines
    assert "✓ Telegram: no token, `binome run` starts the simulator" in lines
