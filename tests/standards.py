"""What the validator says against a PDF, without what is not so."""

import re

from page import validate_pdf_bytes

# What the standards are called by the validator, and the fewest rules it must have tried.
PROFILES = {"ua1": 100, "3a": 150}
#: It takes a last byte 0x0D of compressed data for the end of a line, and so the length for wrong.
_LENGTH = "PDFA3A-STREAM-LENGTH-001"
_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")


def failures(pdf, profile):
    """The rules a PDF breaks, after a check that the validator tried them all."""
    report = validate_pdf_bytes(pdf, profile=profile)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    excused = [text for text in found if text.startswith(_LENGTH) and lengths_are_right(pdf)]
    assert report.rules.total >= PROFILES[profile]
    assert report.rules.passed == report.rules.total - len({text[:24] for text in found})
    return [text for text in found if text not in excused]


def lengths_are_right(pdf):
    """Whether every stream ends where its length says, counted byte by byte."""
    streams = list(_STREAM.finditer(pdf))
    assert len(streams) == len(re.findall(rb"(?<!end)stream\r?\n", pdf)) > 1
    return all(
        re.match(rb"(\r?\n)?endstream", pdf[found.end() + int(found[1]) :][:12])
        for found in streams
    )
