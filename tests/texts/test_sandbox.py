"""What a template may build: no words, list or bytes of a size that it chooses itself."""

import pytest
from jinja2 import TemplateError

from texts.sandbox import SandboxedEnvironment

DOUBLED = "{{% set a = {0} %}}" + "{{% set a = a {1} a %}}" * 24 + "{{{{ a | length }}}}"


@pytest.mark.parametrize(
    "template",
    [
        "{{ 'x'.center(9999999) | length }}",
        "{{ 'x'.ljust(9999999) | length }}",
        "{{ 'x'.zfill(9999999) | length }}",
        "{{ '{:9999999}'.format(1) | length }}",
        "{{ '{a:9999999}'.format_map({'a': 1}) | length }}",
        "{{ 'x'.expandtabs(9999999) | length }}",
        "{{ 'xx'.replace('x', 'long') }}",
        "{{ ','.join(['a', 'b']) }}",
        "{{ ('x' | escape).join(['a', 'b']) }}",
        "{{ 'x' | center(9999999) | length }}",
        "{{ '%9999999d' | format(1) | length }}",
        "{{ 'x' | indent(9999999, first=true) | length }}",
        "{{ 'xx' | replace('x', 'long') }}",
        "{{ [1] | tojson(indent=9999999) | length }}",
        "{{ [1] | batch(9999999, 1) | first | length }}",
        "{{ [1] | slice(9999999) | list | length }}",
        "{{ range(99999) | join('and more') | length }}",
        "{{ ('x' * 9999999) | length }}",
        "{{ (1).to_bytes(9999999) | length }}",
        "{{ lipsum(99) | length }}",
        DOUBLED.format("'x'", "~"),
        DOUBLED.format("'x'", "+"),
        DOUBLED.format("[1]", "+"),
    ],
)
def test_a_template_builds_no_words_of_a_size_that_it_chooses(template: str) -> None:
    """Neither by a width, a pattern, a repetition nor by doubling."""
    with pytest.raises(TemplateError):
        SandboxedEnvironment(autoescape=True).from_string(template).render()


def test_a_template_puts_words_together_as_messages_do() -> None:
    """Joined, in rows, taken apart, and never unescaped by it."""
    template = (
        "{{ ['a', '<b>'] | join(', ') ~ '!' }} {{ [1, 2, 3] | batch(2) | list }} {{ 'x y'.split(' ')[1].title() }}"
    )
    said = SandboxedEnvironment(autoescape=True).from_string(template).render()
    assert said == "a, &lt;b&gt;! [[1, 2], [3]] Y"
