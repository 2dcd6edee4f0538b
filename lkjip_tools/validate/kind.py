"""A kind of finding."""

from __future__ import annotations

from dataclasses import dataclass

from lkjip_tools.finding import Tingkat


@dataclass(frozen=True)
class Kind:
    """A kind of fault.

    Attributes:
        label: Short name, in Indonesian.
        arti: What was compared with what, and when it is a finding.
        tingkat: The usual weight; a check may lower it.
    """

    label: str
    arti: str
    tingkat: Tingkat
