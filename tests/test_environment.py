"""The dependencies are said once, in pyproject.toml; everything else agrees with it."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import lkjip

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUN = PROJECT["dependencies"]
EXTRAS = PROJECT["optional-dependencies"]
TEST, BOOTSTRAP = EXTRAS["test"], EXTRAS["bootstrap"]
MORE = [req for name in ("docs", "klaster", "sql", "web") for req in EXTRAS[name]]
PACKAGE_OF = {
    "python_calamine": "python-calamine",
    "jupyter_client": "jupyter-client",
    "docx": "python-docx",
    "IPython": "ipython",
    "PIL": "pillow",
    "fontTools": "fonttools",
    "pydantic_core": "pydantic",
    "pypandoc": "pypandoc-binary",
    "ruamel": "ruamel.yaml",
}


def name_of(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement)[0]


def imported(folder: Path) -> set[str]:
    """The top names of all imports below a folder."""
    nodes = [
        node
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [
        node.module
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module and not node.level
    ]
    return {name.partition(".")[0] for name in names}


def test_the_conda_environment_is_what_pyproject_gives():
    """Refresh with: python3 lkjip.py lock"""
    assert (ROOT / "environment.yml").read_text("utf-8") == lkjip.environment_yml()


def test_the_conda_environment_names_each_requirement_with_its_bounds():
    text = (ROOT / "environment.yml").read_text("utf-8")

    listed = re.findall(r'^ +- "(.+)"$', text, re.MULTILINE)
    assert sorted(listed) == sorted([*RUN, *MORE, *TEST, f"python{PROJECT['requires-python']}"])


def test_lkjip_py_accepts_the_pythons_that_pyproject_accepts():
    (_, oldest), (_, newest) = lkjip.OLDEST, lkjip.NEWEST

    assert PROJECT["requires-python"] == f">=3.{oldest},<3.{newest + 1}"


def test_what_the_package_imports_is_declared():
    """Declare it in pyproject.toml, say why in docs/dependencies.md; python3 lkjip.py lock"""
    ours = {"lkjip_tools", *sys.stdlib_module_names}
    used = {PACKAGE_OF.get(name, name) for name in imported(ROOT / "lkjip_tools") - ours}

    assert used - {name_of(requirement) for requirement in [*RUN, *MORE]} == set()


def test_every_dependency_has_its_reason():
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    reasons, _ = text.split("## Considered and left out")

    given = set(re.findall(r"^\| ([\w.-]+) \|", reasons, re.MULTILINE)) - {"package"}
    assert given == {name_of(requirement) for requirement in [*RUN, *MORE, *TEST, *BOOTSTRAP]}
