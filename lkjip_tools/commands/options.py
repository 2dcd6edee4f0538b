"""Options that several commands have in common: which report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lkjip_tools.commands.call import told
from lkjip_tools.dates import FIRST_YEAR, LAST_YEAR
from lkjip_tools.errors import InputError

SAMPLE_INSTANSI, SAMPLE_TAHUN = "kesbangpol-paser", 2023
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


def _sample(ctx: click.Context, _: click.Parameter, given: str | None) -> str:
    """Take the sample where no agency is named and the project has no other."""
    from lkjip_tools.params import instansi_names
    from lkjip_tools.root import find_root

    if given is not None:
        return given
    with told():
        names = instansi_names(find_root(ctx.params["root"]))
        if set(names) - {SAMPLE_INSTANSI}:
            raise InputError(f"sebutkan --instansi; yang ada: {', '.join(names)}")
    return SAMPLE_INSTANSI


instansi_option = click.option(
    "--instansi",
    callback=_sample,
    show_default=f"{SAMPLE_INSTANSI}, while there is no other",
    help="Agency: a file in params/.",
)
tahun_option = click.option(
    "--tahun", default=SAMPLE_TAHUN, show_default=True, type=int, help="Year of the report."
)
root_option = click.option(
    "--root",
    type=FOLDER,
    is_eager=True,  # the agencies that there are depend on it
    help="The project's folder; found from the working directory when not given.",
)
_named_instansi = click.option("--instansi", required=True, help="Agency: a file in params/.")
_named_tahun = click.option(
    "--tahun", required=True, type=click.IntRange(FIRST_YEAR, LAST_YEAR), help="Year of the report."
)


def which_report(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--instansi`, `--tahun` and `--root`."""
    return instansi_option(tahun_option(root_option(command)))


def which_data(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that writes an agency's data the same options, without defaults."""
    return _named_instansi(_named_tahun(root_option(command)))
