"""Telegram's HTML becomes words and entities, counted in UTF-16 units."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.detection import add_detected
from simulator.formatting import count_utf16, parse_html
from simulator.refusals import Refusal

# Hypothesis would invent half characters, which no message can carry.
WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>a</b> <strong>b</strong>", "a b", [("bold", 0, 1), ("bold", 2, 1)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ("<code>a</code><pre>b</pre>", "ab", [("code", 0, 1), ("pre", 1, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>a</>", "a", [("bold", 0, 1)]),
        ("  <b> a </b> ", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("&lt;b&gt; &amp;amp; &quot; &#65;&#x42; &nbsp; &", '<b> &amp; " AB &nbsp; &', []),
        ("<a href='javascript:alert(1)'>a</a>", "a", []),
    ],
)
def test_it_reads_html(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Each tag of the list gives its entity, blanks at the ends go, references become characters."""
    found_text, found = parse_html(html)
    assert found_text == text
    assert [(each["type"], each["offset"], each["length"]) for each in found] == entities


def test_it_keeps_addresses_and_languages() -> None:
    """A link keeps its address, or is its own; code in `pre` keeps its language."""
    assert parse_html('<a href="https://a.fr/?a=1&amp;b=2">a</a>')[1][0]["url"] == "https://a.fr/?a=1&b=2"
    assert parse_html("<a>https://a.fr</a>")[1][0]["url"] == "https://a.fr"
    (entity,) = parse_html('<pre><code class="language-python">a</code></pre>')[1]
    assert entity == {"type": "pre", "offset": 0, "length": 1, "language": "python"}


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("é<div>a</div>", 'Unsupported start tag "div" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<3", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_it_refuses_bad_html_in_telegrams_words(html: str, why: str) -> None:
    """Unknown, unclosed and crossed tags are refused with their place in bytes."""
    with pytest.raises(Refusal) as refusal:
        parse_html(html)
    assert refusal.value.description == f"Bad Request: can't parse entities: {why}"


@given(WORDS)
def test_escaped_words_come_back(words: str) -> None:
    """Whatever somebody is called, escaped it is shown as typed, without entities."""
    assert parse_html(escape(words)) == (words.strip(), [])


@given(WORDS, WORDS.filter(str.strip), WORDS)
def test_an_entity_covers_its_words(before: str, inside: str, after: str) -> None:
    """Offset and length of an entity cut out its words, whatever characters stand around."""
    text, (entity,) = parse_html(f"x{escape(before)}<b>{escape(inside)}</b>{escape(after)}x")
    units = text.encode("utf-16-le")[entity["offset"] * 2 :][: entity["length"] * 2]
    assert units.decode("utf-16-le") == inside
    assert count_utf16(text) == len(text.encode("utf-16-le")) // 2


def test_it_finds_addresses_commands_and_mentions() -> None:
    """Plain addresses, commands and mentions become entities; slashes in tags and dates do not."""
    text = "😀 /aide, t.me/binome_bot?start=a puis https://a.fr/b. @binome_bot </b> 1/2"
    found = add_detected(text, [])
    assert [(each["type"], each["offset"], each["length"]) for each in found] == [
        ("bot_command", 3, 5),
        ("url", 10, 23),
        ("url", 39, 14),
        ("mention", 55, 11),
    ]
    assert add_detected("/aide", [{"type": "code", "offset": 0, "length": 5}]) == [
        {"type": "code", "offset": 0, "length": 5}
    ]
