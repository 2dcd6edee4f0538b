"""lkjip: tables, calculations and reports for the Indonesian LKjIP; every number has its origin."""

__version__ = "0.1.0"
