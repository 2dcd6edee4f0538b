"""The words of the report: the agency's own, and the sentences that only restate figures."""

from lkjip_tools.prose.narasi import Narrated, heading, narrate, narrate_optional, owed

__all__ = ["Narrated", "heading", "narrate", "narrate_optional", "owed"]
