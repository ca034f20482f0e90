"""Words that nobody can guess, for names and answers that a candidate must not forge.

The system's generator takes a system call for each, which a check that takes milliseconds notices; here it gives the
key, once a process, of a hash over a counter.
"""

from __future__ import annotations

import itertools
import os
import secrets
from hashlib import blake2b
from typing import Final

_counter: Final = itertools.count()
_key = secrets.token_bytes(32)


def fresh_nonce() -> str:
    """16 hexadecimal digits, different from any before."""
    return blake2b(next(_counter).to_bytes(8, "big"), digest_size=8, key=_key).hexdigest()


def _draw_another_key() -> None:
    global _key
    _key = secrets.token_bytes(32)


# A forked process would go on with the same words.
os.register_at_fork(after_in_child=_draw_another_key)
