"""Tables as printed: headings, rounding, units, source notes. They never compute."""
