"""Cells of the template that show what follows from the others while typing.

They are for the eye: nothing reads them, the report computes everything again, exactly. Their
formulas are those of the rules that the agency declares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lkjip_tools.dates import year_end
from lkjip_tools.params import Params
from lkjip_tools.regulation import FormulaChoice, load_rule
from lkjip_tools.schema.column import sheet_title
from lkjip_tools.source.sheet import DISPLAY

_NAME = re.compile(r"[a-z_]+")
_MARK = DISPLAY.capitalize()
Address = Callable[[str], str]  # of a column, in the row that is written


@dataclass(frozen=True)
class Display:
    """A column that shows.

    Attributes:
        heading: Above it.
        help: What it shows, and by which rule.
        formula: Written for one row.
    """

    heading: str
    help: str
    formula: Callable[[Address], str]


def displays(params: Params, tahun: int, span: Callable[[str, str], str]) -> dict[str, Display]:
    """Return the columns that show, by table.

    Args:
        params: The agency; its policies name the formulas.
        tahun: Year of the report, whose rules count.
        span: The range of a table's column: table, column.
    """
    rule = load_rule("rumus_capaian", year_end(tahun))
    names = params.kebijakan.pilihan_rumus
    chosen = {polaritas: rule.choice(name) for polaritas, name in names.items()}
    formulas = {key: it for key, it in chosen.items() if isinstance(it, FormulaChoice)}
    told = "; ".join(f"{key}: {it.ekspresi}" for key, it in formulas.items())
    return {
        "kinerja": Display(
            f"{_MARK}: capaian (%)",
            f"Hanya tampilan, tidak dibaca. Rumus menurut polaritas pada lembar "
            f"{sheet_title('indikator')}, sebagaimana dinyatakan pada params ({told}). Target "
            f"berupa predikat dihitung saat laporan dibuat.",
            lambda at: _capaian(at, formulas, span),
        ),
        "anggaran": Display(
            f"{_MARK}: serapan (%)",
            "Hanya tampilan, tidak dibaca. Realisasi dibagi pagu, dikali 100.",
            lambda at: _shown(
                f"{at('realisasi_rp')}/{at('pagu_rp')}*100", at, ("pagu_rp", "realisasi_rp")
            ),
        ),
    }


def _capaian(
    at: Address, formulas: Mapping[str, FormulaChoice], span: Callable[[str, str], str]
) -> str:
    where = f"MATCH({at('indikator')},{span('indikator', 'kode')},0)"
    polaritas = f"INDEX({span('indikator', 'polaritas')},{where})"
    nested = '""'
    for key, choice in reversed(list(formulas.items())):
        nested = f'IF({polaritas}="{key}",{_expression(choice, at)},{nested})'
    return _shown(nested, at, ("target", "realisasi"))


def _expression(choice: FormulaChoice, at: Address) -> str:
    target, lower, realisasi = (_read(at(it)) for it in ("target", "target_bawah", "realisasi"))
    cells = {
        "target": target,
        "realisasi": realisasi,
        "batas_terdekat": f"IF({realisasi}>{target},{target},{lower})",
    }
    text = f"({_NAME.sub(lambda name: cells[name[0]], choice.ekspresi)})"
    if choice.lantai is not None:
        text = f"MAX({choice.lantai},{text})"
    if choice.di_dalam_rentang is not None:
        inside = f"AND({realisasi}>={lower},{realisasi}<={target})"
        text = f"IF({inside},{choice.di_dalam_rentang},{text})"
    return text


def _read(cell: str) -> str:
    """Return a cell's number as the report reads it: 85% is 85."""
    return f'({cell}*IF(LEFT(CELL("format",{cell}),1)="P",100,1))'


def _shown(formula: str, at: Address, needed: tuple[str, ...]) -> str:
    blank = ",".join(f'{at(column)}=""' for column in needed)
    return f'=IFERROR(IF(OR({blank}),"",{formula}),"")'
