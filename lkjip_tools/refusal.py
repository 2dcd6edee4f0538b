"""Why a value of a params file is refused, in Indonesian."""

from __future__ import annotations

from typing import Any

_EXPECTED = {
    "string_type": "seharusnya teks, bilangan diapit tanda kutip",
    "int_type": "seharusnya tahun, misalnya 2022",
    "int_parsing": "seharusnya tahun, misalnya 2022",
    "date_type": "seharusnya tanggal, misalnya 2024-02-05",
    "date_from_datetime_parsing": "seharusnya tanggal, misalnya 2024-02-05",
    "string_pattern_mismatch": "seharusnya nama berkas tanpa folder dan akhiran",
    "tuple_type": "seharusnya daftar, tiap isinya didahului strip",
    "model_type": "seharusnya beberapa kunci dengan isinya",
}


def refusal(error: dict[str, Any]) -> str:
    """Say why a value cannot be one of params, in Indonesian, without its place.

    Args:
        error: As pydantic tells it.
    """
    match error["type"]:
        case "missing":
            return "wajib diisi; tidak ada kebijakan yang diandaikan begitu saja"
        case "literal_error":
            allowed = error["ctx"]["expected"].replace(" or ", ", ")
            return f"'{error['input']}' tidak dikenal; pilih salah satu: {allowed}"
        case "value_error":
            return f"'{error['input']}' tidak dapat dipakai; {error['ctx']['error']}"
        case kind if kind in _EXPECTED:
            return f"'{error['input']}' tidak dapat dipakai; {_EXPECTED[kind]}"
        case _:
            return f"'{error['input']}' tidak dapat dipakai ({error['msg']})"
