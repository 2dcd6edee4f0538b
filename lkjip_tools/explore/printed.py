"""`printed`: a frame as a reader likes it."""

from __future__ import annotations

import pandas as pd

from lkjip_tools.store.shown import shown


def printed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with its numbers as the report prints them, to look at and not to go on with.

    Percentages have two decimals, amounts none, other numbers their own, two at most; half up, with
    a decimal comma. A blank is a dash.

    Args:
        frame: As any of these calls returns it.

    >>> import lkjip_tools
    >>> celah = lkjip_tools.gaps("kesbangpol-paser", 2023)
    >>> lkjip_tools.printed(celah[["kode", "realisasi", "celah", "capaian_persen"]].head(2))
         kode realisasi  celah capaian_persen
    0   IKU-1     65,22  −7,78          89,34
    1  IK-1.2        72      0         100,00
    """
    made = {
        name: [shown(str(name), value) for value in frame[name].tolist()] for name in frame.columns
    }
    return pd.DataFrame(made, index=frame.index, columns=frame.columns, dtype=object)
