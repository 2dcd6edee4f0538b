"""The explorer as one HTML file: table, charts and explanations, and nothing from outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from itables.widget import ITable
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lkjip_tools import __version__
from lkjip_tools.calculate.rata_rata import INSTANSI
from lkjip_tools.triwulan import KODE
from lkjip_tools.value import exact_text
from lkjip_tools.workbench.board import board_script, plotly_script, style
from lkjip_tools.workbench.data import Selection, Workbench
from lkjip_tools.workbench.rows import MEASURES
from lkjip_tools.workbench.table import options, shown
from lkjip_tools.workbench.views import VIEWS, measure_label, view_of

_OWN = files("lkjip_tools.workbench") / "static"
_TABLE = files("itables.widget") / "static"


def page(bench: Workbench, instansi: str, tahun: int) -> str:
    """Return the page of one agency's year under its declared policies.

    Args:
        bench: Where the figures come from.
        instansi: The agency.
        tahun: The year.

    Raises:
        InputError: Its data cannot be read.
    """
    year = bench.year(instansi, tahun)
    sets: dict[str, Any] = {}
    answers: dict[str, str] = {}
    labels = []
    for key, chosen in _selections(instansi, tahun):
        views = [view_of(name, bench, chosen) for name in VIEWS]
        frame = views[0].frame
        sets[key] = {
            "views": [view.to_json() for view in views],
            "table": _table(frame, chosen),
            "keys": [f"{instansi} {tahun} {id}" for id in frame["id"]],
        }
        labels.append((key, measure_label(chosen) + f" {chosen.triwulan}".rstrip()))
        for id in {id for view in views for id in view.frame["id"]}:
            name = f"{instansi} {tahun} {id}"
            if name not in answers:
                answers[name] = bench.explain(chosen, instansi, tahun, id)._repr_html_()
    text: str = _template().render(
        nama=year.params.nama,
        tahun=tahun,
        versi=__version__,
        rata_rata=exact_text(year.value("capaian_rata_rata_persen", INSTANSI)),
        predikat=exact_text(year.value("predikat_capaian", INSTANSI)),
        kebijakan="yang dinyatakan instansi",
        pilihan=labels,
        css=_inline("\n".join([style(), _read(_TABLE / "widget.css"), _read(_OWN / "page.css")])),
        isi=_data({"sets": sets, "answers": answers}),
        tabel=_data(_read(_TABLE / "widget.js")),
        plotly=_inline(plotly_script()),
        board=_inline(board_script()),
        page=_inline(_read(_OWN / "page.js")),
    )
    return text


def _selections(instansi: str, tahun: int) -> Iterator[tuple[str, Selection]]:
    chosen = Selection((instansi,), (tahun,))
    for besaran in MEASURES:
        yield besaran, chosen.but(ukuran=besaran)
    for quarter in KODE:
        yield quarter, chosen.but(triwulan=quarter)


def _table(frame: Any, chosen: Selection) -> dict[str, Any]:
    table = shown(frame, chosen)
    widget = ITable(table, select="single", caption=measure_label(chosen), **options(table))
    names = ("caption", "classes", "selected_rows", "_style", "_dt_args")
    return {name: getattr(widget, name) for name in names}


def _template() -> Any:
    loader = PackageLoader("lkjip_tools.workbench", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html.j2")


def _read(path: Any) -> str:
    text: str = path.read_text("utf-8")
    return text


def _inline(text: str) -> Markup:
    """Return a script or a style sheet as it may stand in a page: nothing in it ends its element.

    `</` in a script stands in texts and regular expressions only, where `<\\/` means the same.
    """
    return Markup(text.replace("</script", "<\\/script").replace("</style", "<\\/style"))


def _data(value: object) -> Markup:
    """Return JSON as it may stand in a page."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))
