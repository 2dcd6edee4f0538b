"""Tests that need a program of the operating system: skipped, or failed, with the line to run.

`pytestmark = pytest.mark.browser` (or another need) on a test says what it needs. The programs
and their packages are in the table `SYSTEM` of `lkjip.py`.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from project import Project, Replay, build_once, copy_project
from servers import running_postgres

import lkjip


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --refresh` rewrites the golden files and the generated documents."""
    parser.addoption(
        "--refresh", action="store_true", help="rewrite golden files and generated documents"
    )
    parser.addoption("--pictures", type=Path, help="folder for the screenshots of the guides")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file; under `--refresh`, write the file first."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--refresh"):
            path.write_text(text, "utf-8", newline="\n")
        assert path.is_file(), f"{path.name} is missing; run: pytest --refresh"
        assert text == path.read_text("utf-8"), f"{path.name} is out of step; run: pytest --refresh"

    return compare


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The SQLAlchemy URL of an empty PostgreSQL server on this machine; each worker has its own."""
    require("postgres")
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of a run."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def sample_run(shared_folder: Path) -> Project:
    """A copy of the project with its finished report; built once."""
    return build_once(shared_folder, "sampel")


@pytest.fixture(scope="session")
def sample_report(sample_run: Project) -> Path:
    """The folder of the finished report."""
    return sample_run.output


@pytest.fixture
def replay(sample_run: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Replay:
    """Make reports of the sample's chapters as its run executed them: seconds instead of a run."""
    return Replay(sample_run, copy_project(tmp_path / "proyek"), monkeypatch)


@pytest.fixture
def sample_project(tmp_path: Path) -> Project:
    """A copy of the project, without a report: to corrupt."""
    return copy_project(tmp_path / "proyek")
