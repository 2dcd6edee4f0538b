"""requirements.lock: complete, hashed, and free of addresses."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
ENTRIES = re.findall(r"^(\S+)==(\S+)((?:.*\\\n)(?:    --hash=.*\n)*)", LOCK, re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement)[0]).lower()


def test_it_holds_no_address():
    assert "://" not in LOCK


def test_it_holds_no_path_of_a_machine():
    assert not re.search(r"(^|\s)/", LOCK)


def test_every_line_belongs_to_a_pinned_package():
    stray = [
        line
        for line in LOCK.splitlines()
        if line and not line.startswith(("#", " ")) and "==" not in line
    ]

    assert stray == []
    assert len(ENTRIES) == len(re.findall(r"^\w", LOCK, re.MULTILINE))


def test_every_package_is_pinned_by_hash():
    assert [name for name, _, rest in ENTRIES if "--hash=sha256:" not in rest] == []


def test_it_holds_every_dependency_of_the_project():
    locked = {name_of(name) for name, _, _ in ENTRIES}
    extras = PROJECT["optional-dependencies"].values()
    declared = {name_of(r) for group in [PROJECT["dependencies"], *extras] for r in group}

    assert declared - locked == set()


def test_a_locked_version_is_the_same_on_every_python():
    """Two versions of one package would draw two kinds of charts."""
    names = [name for name, _, _ in ENTRIES]

    assert sorted(names) == sorted(set(names))
