"""Files that an agency might attach, made small."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter


def picture(size=(300, 200), mode="RGB", colour="white"):
    """An image with a dark corner at its top left."""
    image = Image.new(mode, size, colour if mode != "I;16" else 65535)
    dark = {"I;16": 0, "RGBA": (0, 0, 0, 255), "LA": (0, 255)}.get(mode, "black")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=dark)
    return image


def pdf(path: Path, pages: int = 1, size=(595, 842)) -> Path:
    """A PDF of empty pages, in points."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(*size)
    writer.write(path)
    return path


def locked(path: Path) -> Path:
    """A PDF that opens with a password only."""
    writer = PdfWriter(clone_from=PdfReader(pdf(path)))
    writer.encrypt("rahasia")
    writer.write(path)
    return path


def image_of(picture):
    """A `Picture` as an image to look at."""
    return Image.open(BytesIO(picture.content))
