"""The guides as a site: `python3 lkjip.py exec sphinx-build docs/guides outputs/situs`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from lkjip_tools import __version__

project = "lkjip"
copyright = "the lkjip authors"
version = release = __version__
language = "en"
extensions = ["myst_parser", "making"]
exclude_patterns = ["gambar"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
suppress_warnings = ["myst.header", "myst.xref_missing", "misc.highlighting_failure"]
html_theme = "furo"
html_title = "lkjip"
html_show_search_summary = False  # it would fetch pages, which a file may not
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "light_css_variables": {
        "font-stack": "Arial, 'Liberation Sans', Helvetica, sans-serif",
        "color-brand-primary": "#1b3a57",
        "color-brand-content": "#1b3a57",
    },
    "dark_css_variables": {"color-brand-primary": "#9cc3e6", "color-brand-content": "#9cc3e6"},
}
