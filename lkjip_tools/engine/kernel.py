"""IPython's kernel in this very process, without sockets and without threads.

Everything that shapes what a cell shows (the shell, its display hook and publisher, the output
streams) is ipykernel's own; only the transport is ours: a message is put into a queue, through the
same encoding that a socket would give it.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from queue import Empty
from types import SimpleNamespace
from typing import Any

from ipykernel.displayhook import ZMQDisplayHook
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets.config import Application, Config

Message = dict[str, Any]
_OF_TEXTS = {"status", "execute_input", "execute_reply", "stream"}  # nothing to be encoded
INLINE = "module://matplotlib_inline.backend_inline"


class Channel:
    """Messages of one direction, in the order they were sent."""

    def __init__(self) -> None:
        self._messages: deque[Message] = deque()

    def put(self, message: Message) -> None:
        """Add a message."""
        self._messages.append(message)

    def taken(self) -> Iterator[Message]:
        """Yield the messages that are there, each once."""
        while self._messages:
            yield self._messages.popleft()

    async def get_msg(self, timeout: float | None = None) -> Message:
        """Give the next message.

        Raises:
            Empty: There is none; since nothing runs beside us, none would come.
        """
        if not self._messages:
            raise Empty
        return self._messages.popleft()


class _Session(Session):
    """Puts messages into channels; `send` has the signature of the one that writes to sockets."""

    def send(self, stream: Any, msg_or_type: Any, *given: Any, **options: Any) -> Any:
        """Deliver a message, what it says encoded and decoded as by a socket."""
        if isinstance(msg_or_type, str):
            message = self._message(msg_or_type, *given, **options)
        else:
            message = msg_or_type
            message.setdefault("buffers", options.get("buffers") or [])
        if message["msg_type"] not in _OF_TEXTS:
            told = ("content", "metadata")
            message |= {part: self.unpack(self.pack(message[part])) for part in told}
        getattr(stream, "channel", stream).put(message)
        return message

    def _message(
        self,
        kind: str,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> Message:
        message = self.msg(kind, content=content, parent=parent, header=header, metadata=metadata)
        return message | {"buffers": buffers or []}


class _Publisher(IOPubThread):
    """What ipykernel's streams publish through: no thread, so that everything is sent at once."""

    def __init__(self, channel: Channel) -> None:
        # not the parent's: it would open sockets and an event loop
        self.channel = channel
        self.thread = threading.Thread()  # never started: ipykernel then acts in place
        self.io_loop: Any = SimpleNamespace(call_later=lambda *_: None)

    def schedule(self, f: Any) -> None:
        """Do it now."""
        f()


class CellKernel(IPythonKernel):
    """A kernel that is called, not connected to."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.shell_channel_thread = SimpleNamespace(parent_thread=threading.current_thread())

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing is ever queued."""


class _Application(Application):
    """Where IPython's magics look for the kernel."""

    kernel: CellKernel | None = None


@cache
def cell_client() -> CellClient:
    """The kernel of this process; the warm parent makes it, and every child gets it unused."""
    return CellClient()


class CellClient:
    """What nbclient asks of a kernel's client, answered by a kernel in this process."""

    allow_stdin = False

    def __init__(self) -> None:
        os.environ.setdefault("MPLBACKEND", INLINE)
        self.iopub_channel, self.shell_channel = Channel(), Channel()
        self._session = _Session(key=b"", username="lkjip")
        self._publisher = _Publisher(self.iopub_channel)
        quiet = Config()
        quiet.HistoryManager.enabled = False  # else each cell is written to the user's database
        quiet.CellKernel._execute_sleep = 0  # a socket's output would need time to leave
        self._kernel = CellKernel.instance(
            session=self._session, iopub_socket=self._publisher,
            log=logging.getLogger(__name__), config=quiet,
        )  # fmt: skip
        application = _Application.instance()
        application.kernel = self._kernel
        application.log.setLevel(logging.WARNING)  # nbclient tells it of every message
        shell: Any = self._kernel.shell
        shell.exit_now = False
        shell.extension_manager.load_extension("storemagic")

    @contextmanager
    def streams(self) -> Iterator[None]:
        """Let everything that the process prints be said by the kernel."""
        replaced = sys.stdout, sys.stderr, sys.displayhook
        session, publisher = self._session, self._publisher
        sys.stdout = OutStream(session, publisher, "stdout", watchfd=False)
        sys.stderr = OutStream(session, publisher, "stderr", watchfd=False)
        hook: Any = ZMQDisplayHook(session, publisher)
        sys.displayhook = hook
        hook.get_execution_count = lambda: self._kernel.execution_count
        try:
            yield
        finally:
            sys.stdout, sys.stderr, sys.displayhook = replaced

    async def execute(
        self, code: str, *, store_history: bool = True, stop_on_error: bool = True
    ) -> Message:
        """Run a cell to its end and return the reply; see `said`."""
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        request = self._session.msg("execute_request", content)
        kernel = self._kernel
        kernel.set_parent([], request, channel="shell")
        kernel._publish_status("busy", "shell")
        await kernel.execute_request(self.shell_channel, [], request)
        kernel._publish_status("idle", "shell")
        (reply,) = self.shell_channel.taken()
        return reply

    def said(self) -> Iterator[Message]:
        """Yield what the cell said on its way."""
        return self.iopub_channel.taken()

    def kernel_info(self) -> str:
        """Put what the kernel is into the channel."""
        request = self._session.msg("kernel_info_request")
        content = {"status": "ok", **self._kernel.kernel_info}
        self._session.send(self.shell_channel, "kernel_info_reply", content, request)
        return str(request["msg_id"])

    async def is_alive(self) -> bool:
        """A kernel in our own process is alive as long as we are."""
        return True
