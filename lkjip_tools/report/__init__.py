"""Sets a merged notebook as one HTML file, as a PDF and as a Word file."""

from lkjip_tools.report.docx import LkjipDOCXExporter
from lkjip_tools.report.html import LkjipHTMLExporter
from lkjip_tools.report.pdf import LkjipPDFExporter

__all__ = ["LkjipDOCXExporter", "LkjipHTMLExporter", "LkjipPDFExporter"]
