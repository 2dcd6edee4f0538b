"""What a chart says to a reader who cannot see it: the message first, then every value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from num2words import num2words

from lkjip_tools.figure import NOT_COMPUTED, Figure, printed


def spelled(count: int) -> str:
    """A small number in words: *enam*."""
    return str(num2words(count, lang="id"))


def share(count: int, whole: int, noun: str) -> str:
    """How many of how many: *lima dari enam IKU*, *keenam IKU*, *tidak satu pun dari enam IKU*."""
    if whole == 1:
        return f"satu-satunya {noun}" if count else f"tidak satu pun {noun}"
    if count == whole:
        return f"ke{spelled(whole)} {noun}"
    if count == 0:
        return f"tidak satu pun dari {spelled(whole)} {noun}"
    return f"{spelled(count)} dari {spelled(whole)} {noun}"


def sentence(text: str) -> str:
    """Capital first, full stop last."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def joined(parts: Sequence[str]) -> str:
    """*a*; *a dan b*; *a, b, dan c*."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def percent(figure: Figure | None) -> str:
    """A percentage as printed; why there is none, where there is none."""
    if figure is None:
        return NOT_COMPUTED
    if figure.value is None:
        return f"{NOT_COMPUTED} ({figure.note})" if figure.note else NOT_COMPUTED
    return f"{printed(figure)}%"


def spoken(message: Sequence[str], values: Sequence[str]) -> str:
    """The text of a chart: sentences, then its values."""
    said = [sentence(text) for text in message if text]
    return " ".join([*said, sentence("; ".join(values))] if values else said)


def extreme(
    names: Sequence[str], figures: Sequence[Figure | None], *, highest: bool = False
) -> str:
    """The one at the end, by name and value; of several alike, the first."""
    known = [
        (figure.value, -place, name, figure)
        for place, (name, figure) in enumerate(zip(names, figures, strict=True))
        if figure is not None and isinstance(figure.value, Decimal)
    ]
    if not known:
        return ""
    if highest:
        *_, name, figure = max(known, key=lambda item: item[:2])
    else:
        *_, name, figure = min(known, key=lambda item: (item[0], -item[1]))
    return f"{name} ({percent(figure)})"
