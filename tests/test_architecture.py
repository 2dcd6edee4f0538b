"""The rings of `docs/architecture.md`: who may import whom, and how long a module may be."""

import ast
import re
from pathlib import Path

import pytest
from tables import ROOT

PACKAGE = ROOT / "lkjip_tools"
STAGES = {"load", "validate", "calculate", "tabulate", "plot", "prose"}
RUNNER = {"assemble", "batch", "cache", "captions", "engine", "execute", "manifest", "output"}
RUNNER |= {"annex", "margin", "part", "report", "run", "template", "verify", "worksheet"}
BESIDE = {"audit"}  # reads what others published; knows the rules, no agency's data
CLI = {"cli", "check", "commands", "inspection", "__main__"}  # brings them together
MODULES = sorted(PACKAGE.rglob("*.py"))
LIMIT = 300


def part_of(path):
    """The first name below the package: `calculate`, `number`, or the package itself."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "lkjip_tools" if first == "__init__" else first


def ring_of(part):
    for name, ring in (("stage", STAGES), ("runner", RUNNER), ("beside", BESIDE), ("cli", CLI)):
        if part in ring:
            return name
    return "foundation"


def imported(source, package="lkjip_tools"):
    """The parts of the package that a source imports, wherever in it and however."""
    parts = set()
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the ring"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        parts |= {name.split(".")[1] for name in names if name.startswith(f"{package}.")}
    return {
        part for part in parts if (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").exists()
    }


def forbidden(part):
    """What a part may not import."""
    every = STAGES | RUNNER | BESIDE | CLI
    match ring_of(part):
        case "foundation":
            return every
        case "stage" | "beside":
            return every - {part}
        case "runner":
            return STAGES | BESIDE | CLI
        case _:
            return set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_ring_may(path):
    part = part_of(path)

    assert imported(path.read_text("utf-8")) & forbidden(part) == set(), (
        f"{part} is {ring_of(part)}; see docs/architecture.md"
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_that_passes_three_hundred_lines_is_two_modules(path):
    assert len(path.read_text("utf-8").splitlines()) <= LIMIT


def test_the_document_draws_every_part_and_ring():
    drawing = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```")[1]
    parts = {part_of(path) for path in MODULES} - {"lkjip_tools", "__main__"}
    rings = {
        name.split()[0]: set(re.findall(r"\w+", name))
        for name in re.split(r"\n(?=[a-z])", drawing.strip())
    }
    heads = {"foundation": "foundation", "stage": "stages", "runner": "runner", "beside": "beside"}

    for part in parts - CLI:
        assert part in rings[heads[ring_of(part)]], part
    assert CLI - {"__main__"} <= rings["cli,"]


def test_every_ring_names_parts_that_exist():
    parts = {part_of(path) for path in MODULES}

    assert parts >= STAGES
    assert parts >= RUNNER | BESIDE
    assert {"cli"} <= parts


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("import lkjip_tools.load.tables", {"load"}),
        ("from lkjip_tools import load, number", {"load", "number"}),
        ("from lkjip_tools import __version__", set()),
        ("from lkjip_tools.calculate.capaian import celah", {"calculate"}),
        ("def f():\n    from lkjip_tools.plot import plot_serapan", {"plot"}),
        ("import pandas", set()),
    ],
)
def test_an_import_is_seen_however_it_is_written(source, parts):
    assert imported(source) == parts


def test_the_rings_forbid_what_the_drawing_forbids():
    assert {"load", "execute", "cli"} <= forbidden("number")
    assert "load" in forbidden("calculate")
    assert "calculate" not in forbidden("calculate")
    assert forbidden("execute") >= STAGES
    assert "assemble" not in forbidden("execute")
    assert "assemble" in forbidden("prose")
    assert {"calculate", "load", "run", "cli"} <= forbidden("audit")
    assert "audit" in forbidden("validate")
    assert forbidden("cli") == set()


def test_only_tests_and_notebooks_stand_outside_the_package():
    """A script beside the package would be a ring of its own."""
    scripts = {path.name for path in Path(ROOT).glob("*.py")}

    assert scripts == {"lkjip.py"}
