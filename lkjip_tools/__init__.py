"""lkjip: calculations, tables and reports for the Indonesian LKjIP, every number with its origin."""

__version__ = "0.1.0"
