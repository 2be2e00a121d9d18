"""All that is held about somebody, as files that the person takes away: JSON for programs, and a page to read."""

import dataclasses
import html
import json
from datetime import datetime
from typing import Any

from mentoring.own_data import OwnData

FORMAT = "binome-data/1"
"""What the names in the file mean. A name that changes, or goes, needs the next number; one more does not."""
PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }}
h1 {{ font-size: 1.5rem }} h2 {{ font-size: 1.1rem; margin-top: 2rem }}
li {{ overflow-wrap: anywhere; margin: .25rem 0 }}
@media print {{
  :root {{ color-scheme: light }} body {{ margin: 0 }} h2 {{ break-after: avoid }} li {{ break-inside: avoid }}
}}
</style>
{body}
</html>
"""


def build_json(data: OwnData, made_at: datetime, title: str, left_out: str) -> bytes:
    """Return the data as JSON in UTF-8, its names in one order, its moments in ISO 8601 with their zone."""
    said = {"format": FORMAT, "made_at": made_at, "title": title, **dataclasses.asdict(data)}
    said["left_out"] = left_out
    return json.dumps(said, ensure_ascii=False, indent=1, default=_format_moment).encode()


def build_page(language: str, title: str, body: str) -> bytes:
    """Return a page that needs nothing else: no script, nothing from the network; `body` is HTML."""
    return PAGE.format(language=html.escape(language), title=html.escape(title), body=body).encode()


def _format_moment(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(type(value).__name__)
    return value.isoformat()
