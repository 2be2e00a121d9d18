"""Workbooks made from the XML of their formats, part by part: what no library would write."""

import io
import zipfile
from collections.abc import Mapping

SHEET = "xl/worksheets/sheet1.xml"
OPEN = "http://schemas.openxmlformats.org"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET_HEAD = f'<worksheet xmlns="{OPEN}/spreadsheetml/2006/main"><sheetData>'
PLAIN_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{OPEN}/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{KINDS}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OPEN}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{OPEN}/spreadsheetml/2006/main" xmlns:r="{OPEN}/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{OPEN}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OPEN}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    f'<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:text="{OASIS}:text:1.0" xmlns:style="{OASIS}:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
)
HIDDEN_STYLE = (
    '<office:automatic-styles><style:style style:name="gone" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    f'manifest:full-path="/" manifest:media-type="{ODS_KIND}"/></manifest:manifest>'
)


def pack(parts: Mapping[str, str]) -> bytes:
    """Return parts packed as the formats have them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, words in parts.items():
            file.writestr(name, words)
    return packed.getvalue()


def pack_xlsx(rows: str) -> bytes:
    """Return a workbook with these rows of its only sheet, in the XML of the format."""
    return pack({**PLAIN_PARTS, SHEET: f"{SHEET_HEAD}{rows}</sheetData></worksheet>"})


def pack_ods(tables: Mapping[str, str], hidden: str = "") -> bytes:
    """Return a workbook of OpenDocument: name -> rows of each sheet, in the XML of the format; one may be hidden."""
    sheets = "".join(
        f'<table:table table:name="{name}"{STYLED if name == hidden else ""}>{rows}</table:table>'
        for name, rows in tables.items()
    )
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f"{ODS_HEAD}{HIDDEN_STYLE}{body}</office:document-content>"
    return pack({"mimetype": ODS_KIND, "META-INF/manifest.xml": MANIFEST, "content.xml": content})


STYLED = ' table:style-name="gone"'


def build_ods_row(*cells: object, attributes: str = "") -> str:
    """Return a row of an OpenDocument table: words, numbers, or a cell in XML as it is."""
    return f"<table:table-row{attributes}>{''.join(map(_build_cell, cells))}</table:table-row>"


def _build_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, int):
        number = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {number}><text:p>{cell}</text:p></table:table-cell>"
    if str(cell).startswith("<"):
        return str(cell)
    return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
