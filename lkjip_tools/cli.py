"""The `lkjip` command: a list of commands. Heavy imports happen when one of them needs them."""

from __future__ import annotations

import click

from lkjip_tools import __version__
from lkjip_tools.commands.audit import audit
from lkjip_tools.commands.batch import batch
from lkjip_tools.commands.call import Commands
from lkjip_tools.commands.check import check
from lkjip_tools.commands.convert import convert
from lkjip_tools.commands.coverage import coverage
from lkjip_tools.commands.explain import explain
from lkjip_tools.commands.explore import explore
from lkjip_tools.commands.import_file import import_file
from lkjip_tools.commands.new import new
from lkjip_tools.commands.report import report
from lkjip_tools.commands.sensitivity import sensitivity
from lkjip_tools.commands.sql import push, sql
from lkjip_tools.commands.verify import verify
from lkjip_tools.commands.worksheet import worksheet


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lkjip")
def main() -> None:
    """Regenerate Indonesian government performance reports (LKjIP) from data."""


COMMANDS = (
    new,
    import_file,
    convert,
    check,
    report,
    batch,
    explain,
    worksheet,
    verify,
    sensitivity,
    coverage,
    audit,
    sql,
    push,
    explore,
)

for command in COMMANDS:
    main.add_command(command)
