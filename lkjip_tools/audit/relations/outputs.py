"""Outputs named in sentences: `… yang terealisasi 230 Dokumen`, as in the evaluation form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lkjip_tools.audit.check import EQUAL, MINOR, SEDANG, Check, exact, shown, verdict
from lkjip_tools.audit.printed import Printed
from lkjip_tools.audit.report import Report
from lkjip_tools.audit.sentences import Sentence
from lkjip_tools.audit.words import words

_DONE = re.compile(
    r"(?:ter|te|di)?r{0,2}ealisasi(?:kan)?\s+(?:sebanyak\s+|untuk\s+|selama\s+|sejumlah\s+)?(?=\d)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\((\w+)(?:/\w+)?\)\s*$")
_ENOUGH, _CLEAR = 0.8, 0.02
_REACH = 420
_LONG_WORD = 5


@dataclass(frozen=True)
class Output:
    """A row of the form: what was to be done, how much of it was."""

    nama: str
    unit: str
    printed: Printed


def keluaran(report: Report) -> Iterator[Check]:
    """An output the text says was realised is the one the form counts."""
    known = list(_outputs(report))
    if not known:
        return
    for paragraph in report.document.paragraphs:
        sentence = Sentence(paragraph.text, 0, paragraph)
        start = 0
        for found in _DONE.finditer(sentence.text):
            number = next(
                (n for n in sentence.numbers() if n.place.column == found.end() + 1), None
            )
            if number is None:
                continue
            # the item begins where the one before ended
            text = sentence.text[max(start, found.start() - _REACH) : found.start()].split(":")[-1]
            start = found.end()
            best = _best(text, number.unit.split("/")[0].strip(), known)
            if best:
                yield _compare(sentence, number, best)


def _outputs(report: Report) -> Iterator[Output]:
    for table in report.tables:
        names, measures, done = (
            table.column("uraian"),
            table.column("indikator"),
            table.column("realisasi"),
        )
        if not (table.column("kode") and names and measures and len(done) == 1):
            continue
        for row in table.rows:
            cells = [row.cell(c.index) for c in (names[0], measures[0], done[0])]
            if all(cells) and cells[0] and cells[1] and cells[2] and cells[2].number:
                unit = _UNIT.search(cells[1].text)
                if unit:
                    yield Output(cells[0].text, unit[1].lower(), cells[2].number)


def _best(text: str, unit: str, known: list[Output]) -> Output | None:
    scored = sorted(
        ((_score(output.nama, text), output) for output in known), key=lambda pair: -pair[0]
    )
    score, best = scored[0]
    if score < _ENOUGH or best.unit != unit:  # what fits best may be counted in another unit
        return None
    rivals = [output for other, output in scored[1:] if score - other < _CLEAR]
    return None if any(output.unit == unit for output in rivals) else best


def _score(nama: str, text: str) -> float:
    """How much of a name a text holds, and how little else; blanks inside words are forgiven."""
    own, inside = words(nama), words(text)
    compact = re.sub(r"\W+", "", text.casefold())
    common = sum(word in inside or (len(word) > _LONG_WORD and word in compact) for word in own)
    return (common / max(len(own), 1) * 3 + min(common / max(len(inside), 1), 1)) / 4


def _compare(sentence: Sentence, number: Printed, output: Output) -> Check:
    printed = sentence.printed(number)
    putusan, best = verdict(
        number.as_whole(),
        [exact(f"realisasi {output.nama}", r.value) for r in output.printed.as_whole().readings],
    )
    start = max(0, number.place.column - 1 - 120)
    return Check(
        "keluaran",
        "kalimat_tabel",
        printed.place,
        sentence.text[start : number.place.column + 20].strip(),
        number.text,
        putusan,
        hitung=shown(best.value) if best else "",
        rumus=f"realisasi {output.nama} ({output.unit})",
        tingkat=MINOR,
        keyakinan=SEDANG,
        operan=(f"{output.printed.text} (baris {output.printed.place.line})",),
        printed=printed,
        nilai=best.value if best else None,
        numbers=(output.printed,),
        tie=EQUAL,
    )


RULES = (keluaran,)
