"""Sets a merged notebook as one HTML file and as a PDF."""

from lkjip_tools.report.html import LkjipHTMLExporter
from lkjip_tools.report.pdf import LkjipPDFExporter

__all__ = ["LkjipHTMLExporter", "LkjipPDFExporter"]
