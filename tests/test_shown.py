"""What cells show to programs."""

import pytest

from lkjip_tools.block import gap, subtitle
from lkjip_tools.shown import MIME_BLOCK, MIME_BLOCK_TEXT, blocks_in, one_line, opened


def test_a_block_that_a_cell_showed_is_opened():
    data = gap("belum diisi: “§”")._repr_mimebundle_()

    assert "\n" not in data[MIME_BLOCK_TEXT]
    assert opened(data) == {"kind": "gap", "text": "belum diisi: “§”"}
    assert blocks_in(data) == [opened(data)]


def test_opened_blocks_come_one_by_one_or_as_a_list():
    one, other = dict(gap("a")), dict(subtitle("b"))

    assert blocks_in({MIME_BLOCK: one}) == [one]
    assert blocks_in({MIME_BLOCK: [one, other]}) == [one, other]
    assert blocks_in({"text/plain": "a"}) == []


def test_a_block_that_a_hand_broke_is_no_block():
    with pytest.raises(ValueError, match="Unterminated"):
        blocks_in({MIME_BLOCK_TEXT: one_line(gap("a"))[:-3]})
