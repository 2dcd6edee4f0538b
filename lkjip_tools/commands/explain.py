"""`lkjip explain`: one figure of a finished report, down to the cell it was read from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lkjip_tools.commands.built import read_built
from lkjip_tools.commands.call import told
from lkjip_tools.commands.options import which_report

if TYPE_CHECKING:
    from lkjip_tools.explain import Entry
    from lkjip_tools.explain.explanation import Segment

_SHOWN = 25


@click.command()
@click.argument("id", required=False)
@click.option("--cari", metavar="WORDS", help="Find ids by words of label, id or source.")
@click.option(
    "--dalam",
    type=click.IntRange(min=0),
    help="Levels of operands; down to the cells when not given.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@which_report
def explain(
    id: str | None,
    cari: str | None,
    dalam: int | None,
    as_json: bool,
    instansi: str,
    tahun: int,
    root: Path | None,
) -> None:
    """Explain a figure: formula, numbers, result, rule, and its operands to their cells.

    ID is <besaran>/<kode>/<tahun>, for example capaian_persen/IKU-1/2023.
    """
    if (id is None) == (cari is None):
        raise click.UsageError("name one ID, or give words to --cari")
    with told():
        _explain(id, cari or "", dalam, as_json, instansi, tahun, root)


def _explain(
    id: str | None,
    words: str,
    depth: int | None,
    as_json: bool,
    instansi: str,
    tahun: int,
    root: Path | None,
) -> None:
    from lkjip_tools.explain import explain as explained
    from lkjip_tools.root import find_root

    root = find_root(root)
    ledger = read_built(root, instansi, tahun)
    if id is not None:
        explanation = explained(ledger, id, tahun, depth, root)
        if as_json:
            click.echo(_json(explanation.to_json()))
        else:
            _print(explanation.lines())
        return
    found = ledger.search(words)
    if as_json:
        click.echo(_json([_brief(entry) for entry in found]))
    elif not found:
        click.echo(f"lkjip: tidak ada angka yang memuat '{words}'", err=True)
    else:
        _print(_listed(found))
    if not found:
        raise SystemExit(1)


def _listed(found: list[Entry]) -> Iterable[list[Segment]]:
    for entry in found[:_SHOWN]:
        yield [(entry.id, "cyan"), (f"  {entry.label} = ", ""), (entry.result, "bold")]
    if len(found) > _SHOWN:
        yield [(f"dan {len(found) - _SHOWN} lagi; tambahkan kata untuk mempersempit", "dim")]


def _brief(entry: Entry) -> dict[str, object]:
    return {"id": entry.id, "label": entry.label, "nilai": entry.value, "satuan": entry.unit}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _print(lines: Iterable[list[Segment]]) -> None:
    """Print in colours on a terminal, as plain lines elsewhere."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*line))
