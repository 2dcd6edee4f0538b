"""Charts as printed: vector, one visual language, readable in greyscale, with a spoken message.

Every function returns blocks: one chart, several where the rows are too many for a page, or a
visible gap where there is nothing to draw. What they draw and print are figures; they compute
nothing but the place on the sheet.
"""

from lkjip_tools.plot.bagan import plot_bagan
from lkjip_tools.plot.capaian import plot_capaian
from lkjip_tools.plot.capaian_serapan import plot_capaian_serapan
from lkjip_tools.plot.kemajuan import plot_kemajuan
from lkjip_tools.plot.riwayat import plot_riwayat
from lkjip_tools.plot.serapan import plot_serapan
from lkjip_tools.plot.triwulan import plot_triwulan

__all__ = [
    "plot_bagan",
    "plot_capaian",
    "plot_capaian_serapan",
    "plot_kemajuan",
    "plot_riwayat",
    "plot_serapan",
    "plot_triwulan",
]
