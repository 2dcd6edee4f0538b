"""The gap explorer: choose agencies, years and policy, see where performance falls short.

`Workbench` reads and computes, `Selection` says what is looked at, `VIEWS` are the charts of it.
`Explorer` shows them in JupyterLab and behind Voilà, `page` writes them into one HTML file. None
has a formula of its own: every number is a figure of the report, and explains itself.
"""

from lkjip_tools.workbench.data import Selection, Workbench
from lkjip_tools.workbench.views import VIEWS, View, view

__all__ = ["VIEWS", "Selection", "View", "Workbench", "view"]
