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
    folder = file.parent
    office = shutil.which("soffice") or shutil.which("libreoffice")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file],
        env=os.environ | {"FONTCONFIG_FILE": str(_font_settings(folder))},
        check=True,
        capture_output=True,
        timeout=WAIT,
    )
    return file.with_suffix(".pdf")


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
