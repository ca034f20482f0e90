"""JSON from others. Its depth is looked at first: with the recursion limit that the embedded checker needs, a text of
nothing but brackets would overflow the stack of the decoder and end the process.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

MOST_DEPTH: Final = 64

_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_OPEN: Final = b"[{"
_CLOSE: Final = b"]}"
_OTHERS: Final = bytes(set(range(256)) - set(_OPEN + _CLOSE))


def decode(text: bytes) -> Any:
    """The value of a JSON text. Raises ValueError for what is no JSON, no UTF-8, or nested deeper than MOST_DEPTH."""
    depth = 0
    for byte in _STRING.sub(b"", text).translate(None, _OTHERS):
        depth += 1 if byte in _OPEN else -1
        if depth > MOST_DEPTH:
            raise ValueError(f"JSON nested deeper than {MOST_DEPTH}")
    return json.loads(text)
