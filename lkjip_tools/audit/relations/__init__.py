"""Relations: one small rule each, found from headings and positions."""
