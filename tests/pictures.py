"""Pictures for the documents, with a palette of few colours: small enough for a repository."""

import base64
import os
import struct
import zlib
from pathlib import Path

import numpy as np
from playwright.async_api import Page

PICTURES = os.environ.get("PICTURES")
"""A folder, such as docs/pictures: pictures for the documents are kept there."""
COLOURS = 128
STEP = 4
"""Shades that nobody tells apart count as one colour."""
PIXELS = """async (png) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  const whole = new FileReader();
  whole.readAsDataURL(new Blob([data]));
  await new Promise((done) => (whole.onload = done));
  return [image.width, image.height, whole.result.split(",")[1]];
}"""


async def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the page, when pictures are wanted."""
    if PICTURES:
        path = Path(PICTURES) / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(await take_small_picture(page))


async def take_small_picture(page: Page) -> bytes:
    """Return the page as it is shown, as a PNG with a palette."""
    png = base64.b64encode(await page.screenshot()).decode()
    width, height, pixels = await page.evaluate(PIXELS, png)
    colours = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(-1, 4)[:, :3].astype(np.int32)
    palette, indexes = _reduce_colours(colours)
    return _encode_png(width, height, palette, indexes.reshape(height, width))


def _reduce_colours(colours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a palette, and each pixel's nearest in it: common colours count, and so do those far from all others."""
    rough, back, counts = np.unique(colours // STEP, axis=0, return_inverse=True, return_counts=True)
    nearest = np.zeros(len(rough), np.int64)
    away = np.full(len(rough), np.inf)
    palette = []
    for number in range(COLOURS):
        palette.append(rough[(away * np.sqrt(counts) if number else counts).argmax()])
        distance = ((rough - palette[-1]) ** 2).sum(axis=1)
        nearest[distance < away] = number
        away = np.minimum(away, distance)
    return np.minimum(np.array(palette) * STEP + STEP // 2, 255), nearest[back.reshape(-1)]


def _encode_png(width: int, height: int, palette: np.ndarray, indexes: np.ndarray) -> bytes:
    lines = np.zeros((height, width + 1), np.uint8)  # each line begins with its filter: none
    lines[:, 1:] = indexes
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": palette.astype(np.uint8).tobytes(),
        b"IDAT": zlib.compress(lines.tobytes(), 9),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(_encode_part(*part) for part in parts.items())


def _encode_part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
