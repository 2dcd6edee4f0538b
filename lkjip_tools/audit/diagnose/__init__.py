"""Why a figure fails: a slip of the keys, another formula, another number of the report.

A match is easy to find when much is tried. Every cause found by search says how many possibilities
were tried and how many of them chance alone would match; one that chance may well have made is not
reported at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_tools.audit.check import Check
from lkjip_tools.audit.diagnose.doubt import tell_doubts, turn_round
from lkjip_tools.audit.diagnose.formulas import other_formulas
from lkjip_tools.audit.diagnose.others import other_numbers
from lkjip_tools.audit.diagnose.search import Search
from lkjip_tools.audit.diagnose.slips import slips
from lkjip_tools.audit.diagnose.sums import difference, sum_causes
from lkjip_tools.audit.diagnose.support import support
from lkjip_tools.audit.diagnose.twins import tell_twins
from lkjip_tools.audit.diagnose.web import Web
from lkjip_tools.audit.report import Report

MOST = 500  # causes that are searched, at a fiftieth of a second each; no real report has as many


def diagnose(report: Report, checks: list[Check]) -> None:
    """Add the likely causes to every check that failed, the simplest first."""
    wrong = [check for check in checks if check.salah]
    turn_round(wrong)
    web = Web(report, checks)
    failed = [check for check in wrong if check.printed]
    for check in failed[MOST:]:
        check.sebab.append(f"sebab hanya dicari untuk {MOST} temuan pertama")
    for check in failed[:MOST]:
        check.sebab += [cause for cause in _causes(web, check) if cause not in check.sebab]
    support(web, checks)
    tell_twins(wrong)
    tell_doubts(wrong)


def _causes(web: Web, check: Check) -> Iterator[str]:
    if check.printed is None:
        return
    found = [*slips(web, check), *sum_causes(web, check)]
    search = Search(check.printed)
    for hypotheses in (other_formulas(check), *other_numbers(web, check)):
        search.offer(hypotheses)
        if search.hits:
            break  # a simpler cause is not followed by farther ones
    found += search.causes()
    yield from found
    yield from difference(check)
    if not found and search.tried and not (check.tie and check.tie.equal):
        yield f"{search.tried} kemungkinan lain dicoba, tidak ada yang meyakinkan"
