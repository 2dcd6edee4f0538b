"""Tests that need a program of the operating system: skipped, or failed, with the line to run.

`pytestmark = pytest.mark.browser` (or `poppler`, `libreoffice`) on a test says what it needs.
The programs and their packages are in the table `SYSTEM` of `lkjip.py`.
"""

import os

import pytest

import lkjip


def require(need: str) -> None:
    """Skip, or fail under LKJIP_REQUIRE_ALL=1, when a program of `need` is missing."""
    if need not in lkjip.missing_needs():
        return
    reason = f"{need} is missing; run: {lkjip.apt_line([need])}"
    if os.environ.get("LKJIP_REQUIRE_ALL") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for need in lkjip.SYSTEM:
        if item.get_closest_marker(need):
            require(need)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium to drive: playwright's own download is not used."""
    require("browser")
    return lkjip.find_programs("browser")[0]
