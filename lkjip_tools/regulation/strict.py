"""The base of every model of a rule file: nothing unknown, nothing converted, nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lkjip_tools.errors import nearest

FAULT, UNKNOWN_KEY = "aturan", "kunci"

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Number = Annotated[Decimal, BeforeValidator(lambda n: Decimal(n) if type(n) is int else n)]


class Strict(BaseModel):
    """A model that refuses unknown keys and names the nearest known one."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, data: Any) -> Any:
        known = list(cls.model_fields)
        for key in data if isinstance(data, dict) else ():
            if key not in known:
                hint = "; tulis desimal dengan titik: 66.5" if key.isdigit() else ""
                raise fault(
                    f"kunci '{key}' tidak dikenal{hint or nearest(key, known)}; "
                    f"yang dikenal di sini: {', '.join(known)}",
                    at=(key,),
                    kind=UNKNOWN_KEY,
                )
        return data


def fault(message: str, at: Sequence[str | int] = (), kind: str = FAULT) -> PydanticCustomError:
    """Return an error of our own words.

    Args:
        message: Indonesian: what is wrong, what was expected, what to do.
        at: Where in the model, as a path below it.
        kind: `UNKNOWN_KEY` points at the key itself, `FAULT` at its value.
    """
    return PydanticCustomError(kind, "{pesan}", {"pesan": message, "di": tuple(at)})
