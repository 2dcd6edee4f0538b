"""The `lkjip` command: a list of commands. Heavy imports happen when one of them needs them."""

from __future__ import annotations

import click

from lkjip_tools import __version__
from lkjip_tools.commands.audit import audit
from lkjip_tools.commands.batch import batch
from lkjip_tools.commands.convert import convert
from lkjip_tools.commands.coverage import coverage
from lkjip_tools.commands.explain import explain
from lkjip_tools.commands.import_file import import_file
from lkjip_tools.commands.new import new
from lkjip_tools.commands.report import report
from lkjip_tools.commands.sensitivity import sensitivity
from lkjip_tools.commands.verify import verify
from lkjip_tools.commands.worksheet import worksheet


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lkjip")
def main() -> None:
    """Regenerate Indonesian government performance reports (LKjIP) from data."""


for command in (
    new,
    convert,
    report,
    batch,
    explain,
    worksheet,
    verify,
    sensitivity,
    coverage,
    audit,
):
    main.add_command(command)
main.add_command(import_file)
