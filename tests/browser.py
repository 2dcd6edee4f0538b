"""A headless Chromium that asks nobody but this machine, and servers of ours for it to open."""

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from project import program

WAIT = 180_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
_LOCAL = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]")


@contextmanager
def page_in(chromium_path, strangers, width=1440, height=1000, scheme="light"):
    """A page; every request that is not to this machine is noted in `strangers`, and refused."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)

        def local_only(route):
            if _LOCAL.match(route.request.url):
                route.continue_()
            else:
                strangers.append(route.request.url)
                route.abort()

        page.route(re.compile("^(https?|wss?):"), local_only)
        try:
            yield page
        finally:
            browser.close()


@contextmanager
def serving(project, place, *arguments, told):
    """`lkjip explore` with a server that `told` finds in what it prints; its address."""
    place.mkdir(parents=True, exist_ok=True)
    log = place / "server.log"
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(place / "workspaces"),
        "IPYTHONDIR": str(place / "ipython"),
        "PYTHONUNBUFFERED": "1",
    }
    with log.open("w") as output:
        server = subprocess.Popen(
            [program("lkjip"), "explore", "--no-browser", *arguments],
            cwd=project.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            yield _address(server, log, told)
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(30)


def _address(server, log, told):
    limit = time.monotonic() + 90
    while time.monotonic() < limit and server.poll() is None:
        found = re.search(told, log.read_text("utf-8"))
        if found and answers_to(found.group()):
            return found.group()
        time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8"))


def answers_to(url):
    """Whether somebody answers there."""
    try:
        with urllib.request.urlopen(url, timeout=30):
            return True
    except OSError:
        return False


def is_there(url):
    """Whether a server is there, whatever it answers."""
    try:
        with urllib.request.urlopen(url, timeout=30):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def listeners(port):
    """The addresses at which a port of this machine is listened to (Linux)."""
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text("ascii").splitlines()[1:]:
            _, local, _, state, *_ = line.split()
            address, number = local.split(":")
            if state == "0A" and int(number, 16) == port:
                packed = bytes.fromhex(address)
                found.add(socket.inet_ntop(socket.AF_INET, packed[::-1]) if name == "tcp" else "6")
    return found
