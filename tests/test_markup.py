"""Compiled templates, kept between processes."""

import sys

import jinja2
import pytest

from lkjip_tools import markup

TEXTS = {"a.j2": "{{ x }}"}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The folder in which compiled templates are kept, as if Python kept its own there."""
    folder = tmp_path / "__pycache__"
    folder.mkdir()
    monkeypatch.setattr(markup, "__file__", str(tmp_path / "markup.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def printed(texts=TEXTS, **options):
    templates = markup.Templates(loader=jinja2.DictLoader(texts), **options)
    return templates.get_template("a.j2").render(x="<")


def test_a_template_is_compiled_once_and_again_when_its_text_changed(kept):
    assert [printed(), printed(), len(list(kept.iterdir()))] == ["<", "<", 1]
    assert printed({"a.j2": "{{ x }}!"}) == "<!"


def test_templates_of_other_options_are_kept_apart(kept):
    assert [printed(), printed(autoescape=True)] == ["<", "&lt;"]
    assert len(list(kept.iterdir())) == 2


def test_nothing_is_kept_where_python_keeps_nothing(kept, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert printed() == "<"

    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept.rmdir()
    assert printed() == "<"
