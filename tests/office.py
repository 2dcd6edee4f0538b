"""LibreOffice on a file of ours, with the fonts of the report and no others.

What a machine has installed would change the length of every line: the typefaces that the Word file
names are stood in for by the fonts of the same widths that the PDF embeds.
"""

import os
import shutil
import subprocess
from pathlib import Path

import lkjip_tools.report

FONTS = Path(lkjip_tools.report.__file__).parent / "fonts"
STAND_INS = {"Arial": "LKjIP Sans", "Bookman Old Style": "LKjIP Serif"}
WAIT = 300


def office_pdf(file: Path) -> Path:
    """Print a document as LibreOffice sets it, beside it."""
    return convert(file, "pdf", file.parent)


def convert(file: Path, kind: str, folder: Path) -> Path:
    """Save a document as another kind, in a folder of its own or beside it."""
    folder.mkdir(exist_ok=True)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", kind, "--outdir", folder, file],
        env=os.environ | {"FONTCONFIG_FILE": str(_font_settings(folder))},
        check=True,
        capture_output=True,
        timeout=WAIT,
    )
    return (folder / file.name).with_suffix(f".{kind}")


def _font_settings(folder: Path) -> Path:
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{ours}</family></prefer>'
        "</alias>"
        for name, ours in STAND_INS.items()
    )
    settings = folder / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{FONTS}</dir><cachedir>{folder / 'fontcache'}</cachedir>{aliases}</fontconfig>",
        "utf-8",
    )
    return settings
