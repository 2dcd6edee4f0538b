"""A scanned page: a picture that the agency supplies, as a block of the report."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Literal

from lkjip_tools.block import Block


@dataclass(frozen=True)
class Picture:
    """A picture as every format can set it.

    Attributes:
        content: The bytes of a PNG or JPEG file.
        mime: Which of the two.
        width: Pixels across.
        height: Pixels down.
    """

    content: bytes
    mime: Literal["image/png", "image/jpeg"]
    width: int
    height: int


def scan(
    key: str, title: str, picture: Picture, alt: str, *, numbered: bool = False, source: str = ""
) -> Block:
    """A page that was scanned, or a picture of a screen; `alt` tells what it shows.

    Args:
        key: Its name in the document.
        title: Its caption.
        picture: The picture.
        alt: What a reader learns who cannot see it.
        numbered: Whether it is a Gambar with a number, in the list of figures.
        source: A line below the caption.
    """
    return Block(
        kind="scan",
        key=key,
        title=title,
        alt=alt,
        mime=picture.mime,
        data=b64encode(picture.content).decode("ascii"),
        width_px=picture.width,
        height_px=picture.height,
        numbered=numbered,
        source=source,
    )
