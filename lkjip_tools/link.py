"""Links of the report's Markdown: to a figure, and out of the report."""

import re

FIGURE_SCHEME = "angka:"
LINK_SCHEMES = ("http://", "https://", "mailto:", "#")
FIGURE_LINK = re.compile(rf"(?<!\\)\[((?:\\.|[^\]\\])*)\]\({FIGURE_SCHEME}([^)\s]*)\)")
