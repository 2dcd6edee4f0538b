"""A NIP is printed as official papers do; one that cannot be right is left as it was given."""

import pytest

from lkjip_tools.block import signer
from lkjip_tools.nip import format_nip, nip_fault


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("197106071997031007", "19710607 199703 1 007"),
        ("19710607 199703 1 007", "19710607 199703 1 007"),
        ("19681224 199002 2001", "19681224 199002 2 001"),
        ("197-10607199703 1 007", "197-10607199703 1 007"),
        ("19710607 1999703 1 007", "19710607 1999703 1 007"),
        ("197113071997031007", "197113071997031007"),
        ("1971060719970²1007", "1971060719970²1007"),
        ("19710607 199703 1 007.", "19710607 199703 1 007"),
        ("", ""),
    ],
)
def test_only_a_valid_nip_is_spaced_anew(given, printed):
    assert format_nip(given) == printed
    assert (format_nip(given) != given or " " in given) or nip_fault(given)


def test_every_signature_prints_it_so():
    assert signer(["KEPALA"], "NONDING", nip="197106071997031007")["nip"] == (
        "19710607 199703 1 007"
    )
