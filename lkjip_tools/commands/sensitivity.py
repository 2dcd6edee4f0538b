"""`lkjip sensitivity`: the mean capaian and its predicate under every policy one could declare."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lkjip_tools.commands.call import told, written
from lkjip_tools.commands.options import FILE, instansi_option, root_option, tahun_option

if TYPE_CHECKING:
    from lkjip_tools.calculate.sensitivitas import Sensitivitas


@click.command()
@instansi_option
@tahun_option
@click.option("--csv", "csv_file", type=FILE, help="Write every combination of policies here.")
@click.option("--json", "json_file", type=FILE, help="The same as JSON.")
@root_option
def sensitivity(
    instansi: str, tahun: int, csv_file: Path | None, json_file: Path | None, root: Path | None
) -> None:
    """Say what another choice of policies would give: mean capaian and predicate.

    The table changes one policy at a time; --csv and --json hold the full product.
    """
    from lkjip_tools.calculate.sensitivitas import rows
    from lkjip_tools.commands.text_table import print_table
    from lkjip_tools.tabulate.sensitivitas import table_sensitivitas

    with told():
        found = _compute(instansi, tahun, root)
        print_table(table_sensitivitas(found, found.figures(), tahun))
        if csv_file:
            written(csv_file, _csv(list(rows(found))))
        if json_file:
            text = json.dumps(list(rows(found)), ensure_ascii=False, indent=1)
            written(json_file, f"{text}\n")


def _csv(lines: list[dict[str, str]]) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return target.getvalue()


def _compute(instansi: str, tahun: int, root: Path | None) -> Sensitivitas:
    from lkjip_tools.calculate.sensitivitas import Sensitivitas
    from lkjip_tools.check import check_inputs
    from lkjip_tools.load import read_table
    from lkjip_tools.params import read_params
    from lkjip_tools.policy import akip_scale, available_scales
    from lkjip_tools.root import find_root

    root = find_root(root)
    check_inputs(instansi, tahun, root)
    indikator, sasaran, kinerja = (
        read_table(name, instansi, tahun, root) for name in ("indikator", "sasaran", "kinerja")
    )
    params, scales = read_params(instansi, root), available_scales(tahun, root)
    return Sensitivitas(indikator, sasaran, kinerja, params, akip_scale(tahun), scales, tahun)
