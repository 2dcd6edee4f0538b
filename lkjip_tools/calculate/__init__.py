"""Figures from tables: one module per subject, each gives a ledger."""
