"""Find performance gaps from Python: few calls, plain DataFrames, matplotlib axes.

    import lkjip_tools

    lkjip_tools.gaps("kesbangpol-paser", 2023)      # where a target is missed, the worst first
    lkjip_tools.trend("kesbangpol-paser", "IKU-1")  # target, realisasi and Renstra path by year
    lkjip_tools.compare()                           # agencies side by side
    lkjip_tools.compare("nilai sakip")              # one indicator in all agencies
    lkjip_tools.close_gap("kesbangpol-paser")       # what realisasi closes it, what yearly step
    lkjip_tools.signals("kesbangpol-paser")         # what deserves a second look, with reasons
    lkjip_tools.forecast("kesbangpol-paser")        # the straight line to the Renstra's end
    lkjip_tools.sql("SELECT * FROM v_kuadran")      # any question to the views of docs/views.md
    lkjip_tools.plot_gaps(lkjip_tools.gaps(…))      # and plot_trend, …: matplotlib axes
    lkjip_tools.instansi.<TAB>                      # agencies, their years, their indicators

Every number is a `Decimal`, exact up to 18 decimals. What has a finished report is read from it;
what has none, or data that changed since, is computed from the data by the same formulas.
"""

from lkjip_tools.explore.axes import plot_distribution, plot_gaps, plot_quadrants, plot_trend
from lkjip_tools.explore.close import close_gap, close_quarters
from lkjip_tools.explore.compare import compare
from lkjip_tools.explore.digits import digits
from lkjip_tools.explore.forecast import forecast
from lkjip_tools.explore.gaps import gaps
from lkjip_tools.explore.names import instansi
from lkjip_tools.explore.printed import printed
from lkjip_tools.explore.query import sql
from lkjip_tools.explore.signals import signals
from lkjip_tools.explore.trend import trend

__all__ = [
    "close_gap",
    "close_quarters",
    "compare",
    "digits",
    "forecast",
    "gaps",
    "instansi",
    "plot_distribution",
    "plot_gaps",
    "plot_quadrants",
    "plot_trend",
    "printed",
    "signals",
    "sql",
    "trend",
]
