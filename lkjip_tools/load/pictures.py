"""Files of an annex as pictures: photographs and screenshots as they are, a PDF page by page.

Every picture fits into `LONGEST` pixels, stands upright, has no transparency and nothing of the
file's metadata: where and with what it was photographed is nobody's business. The same file gives
the same bytes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

from lkjip_tools.pdf_size import MOST_DRAWN, drawn_bytes
from lkjip_tools.scan import Picture

LONGEST = 1600  # pixels: 140 to the inch on the long side of A4
SHARPEST = 200  # pixels to the inch; a small page of a PDF is drawn no finer
MAX_BYTES = 40 * 1024**2
MAX_PIXELS = 80 * 10**6  # A3 at 600 to the inch
MAX_PAGES = 60
KINDS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "pdf": "PDF"}
_PAGES_FULL = 6  # pages of the largest drawings that are allowed
_QUALITY = 82
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"%PDF-": "PDF"}


class UnusableFileError(ValueError):
    """A file cannot be shown; the message says why and what to do, in Indonesian."""


def read_pictures(path: Path) -> list[Picture]:
    """Return a file's pictures: one of an image, one of each page of a PDF.

    Raises:
        UnusableFileError: Too large, broken, locked, or not what its suffix says.
    """
    return [_encode(image) for image in draw(path)]


def draw(path: Path) -> Iterator[Image.Image]:
    """Yield the file's pictures, drawn and scaled; the faults are those of `read_pictures`."""
    kind = KINDS.get(path.suffix.lower().removeprefix("."))
    if kind is None:
        raise UnusableFileError(f"akhiran berkas tidak dikenal; pakai {', '.join(KINDS)}")
    content = _content(path)
    found = next((name for start, name in _BEGINNINGS.items() if content.startswith(start)), None)
    if found != kind:
        raise UnusableFileError(
            f"isinya {found or 'bukan gambar atau PDF'}, padahal akhirannya {path.suffix}; "
            f"simpan ulang dengan jenis yang benar"
        )
    if kind == "PDF":
        yield from _pages(content)
    else:
        yield _image(content, kind)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnusableFileError("berkas tidak ditemukan; salin berkasnya ke folder itu")
        if path.stat().st_size > MAX_BYTES:
            raise UnusableFileError(
                f"{path.stat().st_size / 1024**2:.0f} MB, lebih dari {MAX_BYTES // 1024**2} MB; "
                f"kecilkan pindaiannya"
            )
        return path.read_bytes()
    except OSError as fault:
        raise UnusableFileError(
            f"tidak dapat dibaca ({fault.strerror}); periksa berkasnya"
        ) from None


def _image(content: bytes, kind: str) -> Image.Image:
    giant = UnusableFileError(
        f"gambar lebih dari {MAX_PIXELS // 10**6} juta piksel; kecilkan gambarnya"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes and of metadata: both are looked at here
            image = Image.open(BytesIO(content), formats=[kind])
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise giant
            return _flat(_scaled(image))
    except UnusableFileError:
        raise
    except Image.DecompressionBombError:
        raise giant from None
    except Exception as fault:  # what a decoder raises on a broken file is anybody's guess
        raise UnusableFileError(f"gambar rusak ({fault}); simpan ulang gambarnya") from None


def _scaled(image: Any) -> Image.Image:
    """Scale an image to `LONGEST` and turn it as the camera was held."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode in ("1", "P", "PA", "LA"):
        image = image.convert("L" if image.mode == "1" else "RGBA")
    image.thumbnail((LONGEST, LONGEST))
    turned: Image.Image = ImageOps.exif_transpose(image)
    return turned


def _flat(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    return image if image.mode == "L" else image.convert("RGB")


def _pages(content: bytes) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        reason = "terkunci kata sandi" if "password" in str(fault).lower() else "rusak"
        raise UnusableFileError(f"PDF {reason}; simpan ulang PDF-nya") from None
    try:
        count = len(document)
        if not 1 <= count <= MAX_PAGES:
            raise UnusableFileError(
                f"PDF {count} halaman; seharusnya 1 sampai {MAX_PAGES}, pecah menjadi beberapa "
                f"berkas"
            )
        _check_drawing(content)
        for number in range(count):
            yield _flat(_page(document, number))
    finally:
        document.close()


def _check_drawing(content: bytes) -> None:
    """Count what is to be drawn: a kilobyte may ask for a billion strokes."""
    import pdfplumber

    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            drawn = [drawn_bytes(page.page_obj, MOST_DRAWN) for page in pdf.pages]
    except Exception as fault:  # what a parser raises on a broken file is anybody's guess
        raise UnusableFileError(
            f"PDF rusak ({type(fault).__name__}); cetak ulang menjadi PDF"
        ) from None
    if max(drawn, default=0) > MOST_DRAWN or sum(drawn) > MOST_DRAWN * _PAGES_FULL:
        raise UnusableFileError(
            f"gambar satu halaman PDF lebih dari {MOST_DRAWN // 1024**2} MB setelah dibuka; "
            f"lampirkan sebagai PNG atau JPEG"
        )


def _page(document: Any, number: int) -> Image.Image:
    try:
        page = document[number]
        scale = min(LONGEST / max(page.get_size()), SHARPEST / 72)
        image: Image.Image = page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, MemoryError) as fault:
        raise UnusableFileError(
            f"halaman {number + 1} PDF rusak ({fault}); simpan ulang PDF-nya"
        ) from None
    image.thumbnail((LONGEST, LONGEST))  # half a pixel too many, by rounding
    return image


def _encode(image: Image.Image) -> Picture:
    """Store a picture as PNG or JPEG, whichever is smaller: drawings and text, or photographs."""
    png, jpeg = BytesIO(), BytesIO()
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    bare.save(png, "PNG", compress_level=9)
    bare.save(jpeg, "JPEG", quality=_QUALITY, optimize=True)
    if len(png.getvalue()) <= len(jpeg.getvalue()):
        return Picture(png.getvalue(), "image/png", *image.size)
    return Picture(jpeg.getvalue(), "image/jpeg", *image.size)
