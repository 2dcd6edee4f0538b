"""lkjip.py: what it decides. That it installs, CI shows: it starts from nothing else."""

import subprocess
import sys
import types

import pytest

import lkjip


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """A project without .venv, and the commands that the set-up would run."""
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("uv==1 \\\n    --hash=sha256:aa\n", "utf-8")
    monkeypatch.setattr(lkjip, "ROOT", tmp_path)
    monkeypatch.setattr(lkjip, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(lkjip, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(lkjip, "STAMP", tmp_path / ".venv" / "lkjip-stamp")
    steps = []

    def step(title, command, env=None):
        steps.append(title)
        (tmp_path / ".venv").mkdir(exist_ok=True)

    monkeypatch.setattr(lkjip, "step", step)
    monkeypatch.setattr(lkjip, "pip_settings", dict)
    return types.SimpleNamespace(root=tmp_path, steps=steps)


WHOLE = ["making .venv", "installing uv", "installing requirements.lock", "installing lkjip"]


def test_the_first_run_makes_the_environment_and_the_second_does_nothing(empty):
    lkjip.make_environment()
    lkjip.make_environment()

    assert empty.steps == WHOLE


def test_a_changed_lock_is_installed_into_the_same_venv(empty):
    lkjip.make_environment()
    empty.steps.clear()
    lkjip.LOCK.write_text(lkjip.LOCK.read_text("utf-8") + "# changed\n", "utf-8")
    lkjip.make_environment()

    assert empty.steps == WHOLE[1:]


def test_a_venv_of_another_place_or_python_is_made_anew(empty):
    lkjip.make_environment()
    empty.steps.clear()
    python, rest = lkjip.STAMP.read_text("utf-8").split(" ", 1)
    lkjip.STAMP.write_text(f"{python}.1 {rest}", "utf-8")
    lkjip.make_environment()

    assert empty.steps == WHOLE


def test_a_half_made_venv_is_made_anew(empty, monkeypatch):
    def killed():
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(lkjip, "install_locked", killed)
        with pytest.raises(KeyboardInterrupt):
            lkjip.make_environment()
    empty.steps.clear()
    lkjip.make_environment()

    assert empty.steps == WHOLE


def test_pip_takes_over_where_uv_fails(empty, monkeypatch, capsys):
    recorded = lkjip.step

    def step(title, command, env=None):
        recorded(title, command, env)
        if title == "installing requirements.lock":
            raise lkjip.SetupError("uv says no")

    monkeypatch.setattr(lkjip, "step", step)
    lkjip.make_environment()

    assert "uv says no" in capsys.readouterr().out
    assert empty.steps[-2:] == ["installing requirements.lock by pip instead", "installing lkjip"]


def test_both_ways_of_installing_demand_hashes(empty, monkeypatch):
    commands = []
    monkeypatch.setattr(lkjip, "step", lambda title, command, env=None: commands.append(command))
    (empty.root / ".venv").mkdir()
    lkjip.install_locked()

    assert ["--require-hashes" in command for command in commands] == [True, True]


def test_without_venv_and_root_it_names_the_line_to_run(empty, monkeypatch, capsys):
    monkeypatch.setattr(lkjip, "has_venv", lambda: False)
    monkeypatch.setattr(lkjip, "is_root", lambda: False)
    monkeypatch.setattr(lkjip.shutil, "which", lambda name: f"/usr/bin/{name}")

    assert lkjip.main(["report"]) == 1
    line = f"sudo apt-get install -y python3.{sys.version_info[1]}-venv"
    assert capsys.readouterr().err.splitlines()[-1].strip() == line
    assert not (empty.root / ".venv").exists()


def test_without_venv_root_installs_it(empty, monkeypatch):
    monkeypatch.setattr(lkjip, "has_venv", lambda: False)
    monkeypatch.setattr(lkjip, "is_root", lambda: True)
    monkeypatch.setattr(lkjip.shutil, "which", lambda name: f"/usr/bin/{name}")
    lkjip.make_environment()

    assert empty.steps[1] == f"installing python3.{sys.version_info[1]}-venv"


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 15), (4, 0)])
def test_a_python_that_does_not_fit_is_refused_in_a_sentence(version):
    refusal = lkjip.python_refusal(version)

    assert refusal.startswith("needs Python 3.11 to 3.14, and this is ")


def test_this_python_fits():
    assert lkjip.python_refusal(sys.version_info[:2]) is None


def test_an_old_python_can_read_the_file():
    """It must get as far as the refusal."""
    source = (lkjip.Path(lkjip.__file__)).read_text("utf-8")

    compile(source, "lkjip.py", "exec", flags=0x400, dont_inherit=True, _feature_version=6)


def test_the_lock_entry_of_uv_ends_with_its_last_hash():
    text = "tz==1 \\\n    --hash=a\nuv==2 \\\n    --hash=b \\\n    --hash=c\n    # via x\nuv-x==3\n"

    assert lkjip.lock_entry(text, "uv") == "uv==2 \\\n    --hash=b \\\n    --hash=c\n"


def test_uv_is_told_what_pip_knows(monkeypatch):
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_SYSTEM_CERTS", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    listed = "global.cert='/a.pem'\n:env:.index-url='here'\nsite.index-url='there'\nnoise\n"
    env = lkjip.uv_environment(lkjip.parse_settings(listed))

    assert env["UV_DEFAULT_INDEX"] == "here"
    assert env["SSL_CERT_FILE"] == "/a.pem"
    assert env["UV_SYSTEM_CERTS"] == "1"


def test_what_a_person_set_for_uv_stays(monkeypatch):
    monkeypatch.setenv("UV_DEFAULT_INDEX", "mine")
    monkeypatch.setenv("UV_SYSTEM_CERTS", "0")
    env = lkjip.uv_environment({"index-url": "pip's"})

    assert (env["UV_DEFAULT_INDEX"], env["UV_SYSTEM_CERTS"]) == ("mine", "0")


def test_missing_programs_are_announced_with_the_one_line(monkeypatch, capsys):
    monkeypatch.setattr(lkjip, "find_program", lambda name: None)
    monkeypatch.delenv("LKJIP_REQUIRE_ALL", raising=False)
    lkjip.install_system_programs()

    told = capsys.readouterr().out
    assert "TESTS WILL BE SKIPPED: browser, poppler, libreoffice, postgres missing" in told
    assert (
        "sudo apt-get install -y --no-install-recommends "
        "chromium poppler-utils libreoffice-calc libreoffice-writer postgresql\n"
    ) in told


def test_missing_programs_are_an_error_where_all_are_required(monkeypatch):
    monkeypatch.setattr(lkjip, "find_program", lambda name: None)
    monkeypatch.setenv("LKJIP_REQUIRE_ALL", "1")

    with pytest.raises(lkjip.SetupError, match="sudo apt-get install"):
        lkjip.install_system_programs()


def test_a_program_off_the_path_is_found_where_debian_keeps_a_server(monkeypatch, tmp_path):
    for version in ("13", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    monkeypatch.setattr(lkjip, "OFF_PATH", tmp_path)
    monkeypatch.setattr(lkjip.shutil, "which", lambda name: None)

    assert lkjip.find_program("initdb") == str(tmp_path / "15" / "bin" / "initdb")
    assert lkjip.find_program("postgres") is None


def test_root_installs_only_what_is_missing(monkeypatch):
    installed = []
    monkeypatch.setattr(
        lkjip, "find_program", lambda name: None if name == "pdftoppm" and not installed else name
    )
    monkeypatch.setattr(lkjip, "is_root", lambda: True)
    monkeypatch.setattr(lkjip, "apt_install", installed.extend)
    lkjip.install_system_programs()

    assert installed == ["poppler-utils"]


@pytest.fixture
def results(monkeypatch):
    """Exit codes of the checks of `test`, by program."""
    codes = {}
    monkeypatch.setattr(lkjip, "install_system_programs", lambda: None)
    monkeypatch.setattr(lkjip, "program", lambda name: name)
    monkeypatch.setattr(
        lkjip, "quietly", lambda command, env=None: (codes.get(command[0], 0), "why", 0.1)
    )
    monkeypatch.setattr(subprocess, "call", lambda command, cwd, env: codes.get(command[0], 0))
    return codes


def test_the_tests_pass_when_every_check_does(results):
    assert lkjip.run_tests([]) == 0


@pytest.mark.parametrize("name", ["ruff", "mypy", "pytest"])
def test_the_tests_fail_when_one_check_does(results, name, capsys):
    results[name] = 2

    assert lkjip.run_tests([]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"FAILED: {name}")


def test_arguments_of_test_go_to_pytest_alone(monkeypatch):
    monkeypatch.setattr(lkjip, "install_system_programs", lambda: None)
    monkeypatch.setattr(lkjip, "hand_over", lambda command: command)

    assert lkjip.run_tests(["-k", "lock"]) == ["pytest", "-k", "lock"]


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        (["report", "--tahun", "2023"], ["lkjip", "report", "--tahun", "2023"]),
        ([], ["lkjip"]),
        (["exec", "jupyter", "lab"], ["jupyter", "lab"]),
    ],
)
def test_other_commands_are_handed_over(typed, run, monkeypatch):
    monkeypatch.setattr(lkjip, "make_environment", lambda: None)
    monkeypatch.setattr(lkjip, "hand_over", lambda command: command)

    assert lkjip.main(typed) == run
