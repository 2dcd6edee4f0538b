"""The documents say what is so."""

import doctest
import re
from pathlib import Path

import click
import pytest

from lkjip_tools.cli import main

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "README.id.md", ROOT / "CONTRIBUTING.md"]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
BOOTSTRAP = {"test", "exec", "lock"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(path):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8"))
    local = [target for target in targets if "://" not in target and ":" not in target]
    missing = [target for target in local if not (path.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(path):
    text = path.read_text("utf-8")
    named = set(re.findall(r"python3? lkjip\.py ([a-z]+)", text))
    named |= set(re.findall(r"`lkjip ([a-z]+)", text))

    assert named <= set(main.commands) | BOOTSTRAP


def test_the_readme_opens_with_one_sentence_a_picture_and_the_two_commands():
    blocks = [block for block in (ROOT / "README.md").read_text("utf-8").split("\n\n") if block]

    assert blocks[0] == "# lkjip"
    assert blocks[1].count(". ") == 0
    assert blocks[2].startswith("![")
    commands = [line.split("#")[0].strip() for line in blocks[4].strip("`\n").splitlines()]
    assert commands == ["python3 lkjip.py report", "python3 lkjip.py test"]


def test_both_readmes_name_the_same_files_and_commands():
    names = [
        set(re.findall(r"`([\w/]+\.(?:html|pdf|jsonl|csv|json))`", path.read_text("utf-8")))
        for path in DOCUMENTS[:2]
    ]

    assert names[0] == names[1]


@pytest.mark.parametrize("path", DOCUMENTS[:2], ids=lambda path: path.name)
def test_a_readme_lists_every_command_once_and_only_options_that_exist(path):
    rows = re.findall(r"^\| `lkjip ([^`]+)` \| (.+) \|$", path.read_text("utf-8"), re.M)
    calls = [call.split() for call, _ in rows]
    bare = [name for name, *options in calls if not options]
    known = {name: {o for p in c.params for o in p.opts} for name, c in main.commands.items()}
    named = {
        (call[0], option)
        for call, (_, said) in zip(calls, rows, strict=True)
        for option in [*call[1:], *re.findall(r"`(--[\w-]+)`", said)]
        if option.startswith("--")
    }
    seen = {option for _, option in named}

    assert sorted(bare) == sorted(main.commands)
    assert {(name, option) for name, option in named if option not in known[name]} == set()
    assert seen >= {"--bab", "--draf", "--final", "--kertas", "--dengan-perhitungan"}


def test_both_readmes_list_the_commands_in_the_same_order():
    rows = [
        re.findall(r"^\| `(lkjip [^`]+)`", path.read_text("utf-8"), re.M) for path in DOCUMENTS[:2]
    ]

    assert rows[0] == rows[1]


def test_the_example_of_the_readme_gives_what_it_shows(monkeypatch):
    monkeypatch.chdir(ROOT)

    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)

    assert tried > 0
    assert failed == 0


def test_every_command_and_option_says_what_it_does():
    for name, command in main.commands.items():
        assert command.help, name
        options = [item for item in command.params if isinstance(item, click.Option)]
        assert all(option.help for option in options), name
