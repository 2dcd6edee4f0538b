"""The one command on a bare machine: makes `.venv` and hands over to the `lkjip` command in it.

    python3 lkjip.py report          regenerate the sample report (any lkjip command works)
    python3 lkjip.py test            lint, types and all tests; with arguments: pytest alone
    python3 lkjip.py exec PROGRAM …  a program of the environment, such as `jupyter lab`
    python3 lkjip.py lock            after a change of the dependencies in pyproject.toml

On Windows: `python lkjip.py …`. It needs Python alone; an old Python 3 must be able to read this
file, to be refused politely, so there are no annotations here.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)  # as requires-python in pyproject.toml
ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "lkjip-stamp"

# What tests need from the operating system: programs (one | or another), Debian's packages.
SYSTEM = {
    "browser": (["chromium|chromium-browser|google-chrome"], ["chromium"]),
    "poppler": (["pdftotext", "pdftoppm"], ["poppler-utils"]),
    "libreoffice": (["soffice|libreoffice"], ["libreoffice-calc", "libreoffice-writer"]),
    "postgres": (["postgres", "initdb"], ["postgresql"]),
}
# Debian keeps a server's programs off PATH, a folder for each version.
OFF_PATH = Path("/usr/lib/postgresql")


class SetupError(Exception):
    """The environment can't be made; the message says what to do."""


def main(arguments):
    commands = {"test": run_tests, "lock": write_lock, "exec": hand_over}
    try:
        check_python()
        make_environment()
        if arguments and arguments[0] in commands:
            return commands[arguments[0]](arguments[1:])
        return hand_over(["lkjip", *arguments])
    except SetupError as error:
        print(f"lkjip.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# ---------------------------------------------------------------- Python


def python_refusal(version):
    """The sentence that refuses this Python, or None."""
    if OLDEST <= version <= NEWEST:
        return None
    return (
        f"needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}, "
        f"and this is {version[0]}.{version[1]}. Install one of those, "
        f"then run this with it, for example: python3.13 lkjip.py"
    )


def check_python():
    """Go on under a Python that fits: this one, or another one found on PATH."""
    refusal = python_refusal(sys.version_info[:2])
    if refusal is None:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other:
            sys.exit(subprocess.call([other, str(ROOT / "lkjip.py"), *sys.argv[1:]]))
    raise SetupError(refusal)


# ---------------------------------------------------------------- environment


def stamp():
    """Two lines: what only a new .venv can change, and what an installation can."""
    files = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return [f"{sys.version.split()[0]} {VENV}", hashlib.sha256(files).hexdigest()]


def read_stamp():
    """The stamp of the .venv; empty when there is none, or when it is half-made."""
    return STAMP.read_text("utf-8").splitlines() if STAMP.exists() else []


def make_environment():
    """Bring .venv in step with the lock. The stamp goes first and comes back last."""
    wanted, found = stamp(), read_stamp()
    if found == wanted:
        return
    if found:
        STAMP.unlink()
    if found[:1] != wanted[:1]:
        if not has_venv():
            install_venv()
        # By the Python below any virtual environment: the one running may be the one replaced.
        python = getattr(sys, "_base_executable", sys.executable)
        step("making .venv", [python, "-m", "venv", "--clear", str(VENV)])
    install_locked()
    # hatchling is in the lock: nothing is fetched to build.
    flags = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    step("installing lkjip", [*pip(), "install", *flags, "--no-index", "--editable", str(ROOT)])
    STAMP.write_text("\n".join(wanted) + "\n", "utf-8")


def has_venv():
    """Debian keeps `ensurepip`, without which `venv` is of no use, in a package of its own."""
    from importlib.util import find_spec

    return find_spec("venv") is not None and find_spec("ensurepip") is not None


def install_venv():
    package = f"python3.{sys.version_info[1]}-venv"
    if not shutil.which("apt-get"):
        raise SetupError(
            "this Python comes without its modules venv and ensurepip. "
            "Install your system's package for them, or the Python of python.org."
        )
    if not is_root():
        raise SetupError(
            "this Python comes without its module ensurepip. Run this line, then try again:\n"
            f"    sudo apt-get install -y {package}"
        )
    apt_install([package])


def install_locked():
    """Install exactly what requirements.lock names, by uv, or by pip where uv can't."""
    by_hash = ["--quiet", "--require-hashes"]
    by_pip = [*pip(), "install", "--disable-pip-version-check", "--no-deps", *by_hash, "-r"]
    by_uv = [program("python"), "-m", "uv", "pip", "sync", "--python", program("python"), *by_hash]
    pin = VENV / "uv.txt"
    pin.write_text(lock_entry(LOCK.read_text("utf-8"), "uv"), "utf-8")
    try:
        step("installing uv", [*by_pip, str(pin)])
        step("installing requirements.lock", [*by_uv, str(LOCK)], uv_environment(pip_settings()))
    except SetupError as error:
        print(error, flush=True)
        step("installing requirements.lock by pip instead", [*by_pip, str(LOCK)])


def lock_entry(text, name):
    """The lines of one package in the lock."""
    lines = text.splitlines()
    first = last = next(i for i, line in enumerate(lines) if line.startswith(f"{name}=="))
    while lines[last].endswith("\\"):
        last += 1
    return "\n".join(lines[first : last + 1]) + "\n"


def pip_settings():
    """What pip is told by its files and its environment: {"index-url": …, "cert": …}."""
    _, output, _ = quietly([*pip(), "config", "list"])
    return parse_settings(output)


def parse_settings(listed):
    settings = {}
    for line in listed.splitlines():
        key, equals, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if equals and section in ("global", "install", ":env:"):
            settings[name] = value.strip("'\"")
    return settings


def uv_environment(settings):
    """uv does not read pip's configuration: tell it the package index and the certificates."""
    env = dict(os.environ)
    env.setdefault("UV_SYSTEM_CERTS", "1")
    env.setdefault("UV_COMPILE_BYTECODE", "1")  # once here, instead of in every kernel
    if "index-url" in settings and "UV_INDEX_URL" not in env:
        env.setdefault("UV_DEFAULT_INDEX", settings["index-url"])
    if "cert" in settings:
        env.setdefault("SSL_CERT_FILE", settings["cert"])
    return env


# ---------------------------------------------------------------- system programs


def find_program(name):
    """Where a program is, on PATH or where Debian keeps a server's; None if it is missing."""
    beside = sorted(OFF_PATH.glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(beside[-1]) if beside else None)


def find_programs(need):
    """Where the programs of one need are; None for a missing one."""
    return [
        next((path for path in map(find_program, names.split("|")) if path), None)
        for names in SYSTEM[need][0]
    ]


def missing_needs():
    return [need for need in SYSTEM if None in find_programs(need)]


def packages_of(needs):
    return [package for need in needs for package in SYSTEM[need][1]]


def apt_line(needs):
    """The line to run, for a person."""
    return " ".join(["sudo apt-get install -y --no-install-recommends", *packages_of(needs)])


def install_system_programs():
    """As root install what the tests miss; otherwise say loudly what will be skipped."""
    if missing_needs() and is_root() and shutil.which("apt-get"):
        apt_install(packages_of(missing_needs()))
    missing = missing_needs()
    if not missing:
        return
    notice = f"{', '.join(missing)} missing. To run the tests marked so:\n    {apt_line(missing)}"
    if os.environ.get("LKJIP_REQUIRE_ALL") == "1":
        raise SetupError(notice)
    print(f"{'!' * 88}\nTESTS WILL BE SKIPPED: {notice}\n{'!' * 88}", flush=True)


def is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages):
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    step("reading the list of system packages", [*apt, "update"], env)
    step("installing " + " ".join(packages), install, env)


# ---------------------------------------------------------------- commands


def checks():
    """What `test` runs, in this order; pytest closes the output."""
    notebooks = sorted(str(path) for path in (ROOT / "notebooks").glob("*.ipynb"))
    commands = {
        "ruff check": ["ruff", "check", "--output-format=concise", "."],
        "ruff format": ["ruff", "format", "--check", "--output-format=concise", "."],
        "mypy": ["mypy"],
        "nbstripout": ["nbstripout", "--keep-id", "--verify", *notebooks],
        "pytest": ["pytest", "-n", "auto"],
    }
    if not notebooks:
        del commands["nbstripout"]
    return commands


def run_tests(arguments):
    """Run every check, or pytest alone with the arguments given; 1 if any failed."""
    install_system_programs()
    if arguments:
        return hand_over(["pytest", *arguments])
    failed = [title for title, command in checks().items() if not passes(title, command)]
    if failed:
        print("FAILED: " + ", ".join(failed), flush=True)
    return 1 if failed else 0


def passes(title, command):
    """Run one check; show what it prints when it fails, and all of pytest."""
    command = [program(command[0]), *command[1:]]
    if title == "pytest":
        return subprocess.call(command, cwd=str(ROOT), env=inside()) == 0
    code, output, seconds = quietly(command, inside())
    print(f"{title}: {'FAILED' if code else 'ok'} ({seconds:.1f} s)", flush=True)
    if code:
        print(output, flush=True)
    return code == 0


def write_lock(arguments):
    """Rewrite requirements.lock and environment.yml from pyproject.toml."""
    compile_ = [program("python"), "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    # One version on every Python, so that figures and pictures are the same.
    compile_ += ["--python-version", f"{OLDEST[0]}.{OLDEST[1]}", "--fork-strategy", "fewest"]
    compile_ += ["--generate-hashes", "--no-emit-index-url", "--all-extras"]
    compile_ += ["--custom-compile-command", "python3 lkjip.py lock"]
    compile_ += [*arguments, "pyproject.toml", "--output-file", str(LOCK)]
    step("resolving", compile_, uv_environment(pip_settings()))
    (ROOT / "environment.yml").write_bytes(environment_yml().encode("utf-8"))
    return 0


def environment_yml():
    """The conda environment, as pyproject.toml gives it."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    run, test = project["dependencies"], extras["test"]
    more = [req for name in ("docs", "klaster", "sql", "web") for req in extras[name]]
    # conda has no package of these names, or another thing under the name
    by_pip = ("axe-playwright", "page-validation", "playwright", "pypandoc-binary", "typst")
    by_pip += ("moto", "psycopg")  # their extras are names of pip's
    return "\n".join(
        [
            "# Written by `python3 lkjip.py lock` from pyproject.toml; change it there.",
            "name: lkjip",
            "channels:",
            "  - conda-forge",
            "  - nodefaults",
            "dependencies:",
            f'  - "python{project["requires-python"]}"',
            "  - pip",
            *[f'  - "{requirement}"' for requirement in run if not requirement.startswith(by_pip)],
            "  # extras: the guides, many machines, databases, the explorer as a page",
            *[f'  - "{requirement}"' for requirement in more if not requirement.startswith(by_pip)],
            "  # for the tests",
            *[f'  - "{requirement}"' for requirement in test if not requirement.startswith(by_pip)],
            "  - pip:",
            *[f'      - "{req}"' for req in [*run, *more, *test] if req.startswith(by_pip)],
            "      - --editable .",
            "",
        ]
    )


# ---------------------------------------------------------------- processes


def program(name):
    return str(BIN / (name + (".exe" if os.name == "nt" else "")))


def pip():
    return [program("python"), "-m", "pip"]


def inside():
    """The environment variables of an activated .venv."""
    env = dict(os.environ, VIRTUAL_ENV=str(VENV))
    env["PATH"] = os.pathsep.join([str(BIN), env.get("PATH", os.defpath)])
    env.pop("PYTHONHOME", None)
    return env


def hand_over(command):
    """Become a program of the environment (on Windows: wait for it)."""
    command = [program(command[0] if command else "python"), *command[1:]]
    if not Path(command[0]).exists():
        raise SetupError(f"there is no {Path(command[0]).name} in .venv")
    if os.name == "nt":
        return subprocess.call(command, env=inside())
    return os.execve(command[0], command, inside())


def step(title, command, env=None):
    """Run one step of the set-up quietly; one line with its duration."""
    print(f"lkjip.py: {title} … ", end="", flush=True)
    code, output, seconds = quietly(command, env)
    print("failed" if code else f"{seconds:.1f} s", flush=True)
    if code:
        tail = "\n".join(output.splitlines()[-20:])
        raise SetupError(f"{title} failed: {' '.join(command)}\n{tail}")


def quietly(command, env=None):
    """Run a program; its exit code, its output and the seconds it took."""
    start = time.monotonic()
    try:
        done = subprocess.run(
            command,
            cwd=str(ROOT),
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:
        return 1, str(error), time.monotonic() - start
    return done.returncode, done.stdout.decode("utf-8", "replace"), time.monotonic() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
