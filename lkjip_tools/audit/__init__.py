"""Hold a published report against itself: name every figure that does not follow.

How it judges, where things are, how well it does: `docs/audit.md`.
"""
