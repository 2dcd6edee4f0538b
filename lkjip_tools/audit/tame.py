"""What strangers' texts may hold that no report prints: endless digits, marks that turn writing."""

from __future__ import annotations

import re

from lkjip_tools.letters import TURNING

_ENDLESS = re.compile(r"\d[\d.,]{60,}")
_UNSEEN = dict.fromkeys([*map(ord, TURNING), *range(0x09), *range(0x0E, 0x20), 0x7F])


def tame(text: str) -> str:
    """Return a text without them; line ends, tabs and form feeds stay.

    >>> tame("9" * 100 + "\u202e%")
    '…%'
    """
    return _ENDLESS.sub("…", text.translate(_UNSEEN))
