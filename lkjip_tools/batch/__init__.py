"""The reports of many agencies in one run: planned, isolated from each other, resumable."""
