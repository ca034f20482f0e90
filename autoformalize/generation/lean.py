"""Decoding that knows Lean: names that do not exist are never written, brackets and blocks close before the end.

What may be written is `lean_env`'s to say, character by character (`lean_env.draft`); this module brings a tokenizer's
tokens to it, of which some are only parts of characters, and knows where in a completion the Lean stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from autoformalize.data.hammer import HAMMER
from autoformalize.errors import UserError
from autoformalize.generation.constraint import RowConstraint
from autoformalize.problem import Problem, Prompt
from lean_env import Checker, LeanEnvError
from lean_env.draft import Draft, DraftScope
from lean_env.names import names_in_scope

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_FENCE: Final = re.compile(r"```(?:lean\w*)?[ \t]*\n")
_BYTE: Final = re.compile(r"<0x([0-9A-Fa-f]{2})>\Z")
_TASKS_IN_WORDS: Final = frozenset({"informalize"})
_FENCE_ENDS: Final = "\n```"


class LeanConstraint:
    """For every problem, what its completions may say; `fenced` where the Lean stands in a code block (chat models)."""

    def __init__(self, scopes: Mapping[str, DraftScope], tokens: TokenTexts, fenced: bool = False) -> None:
        self._scopes = scopes
        self._tokens = tokens
        self._fenced = fenced

    def start(self, prompt: Prompt, index: int) -> RowConstraint:
        """The constraint of one sample. English, and problems that nothing is known of, are free."""
        scope = self._scopes.get(prompt.problem_id)
        if scope is None or prompt.task in _TASKS_IN_WORDS:
            return _Free()
        return _LeanRow(self._tokens, _Text(scope, "", None) if self._fenced else _Text(scope, "", scope.begin()))


def lean_constraint(
    problems: Iterable[Problem], checker: Checker, fenced: bool = False, hammer: bool = False
) -> Callable[[PreTrainedTokenizerBase], LeanConstraint]:
    """What makes the constraint for these problems and a tokenizer, with names from the checker's own environment.

    `fenced` is for chat models, whose Lean stands in a code block; with `hammer` one may be written too. Raises
    UserError where the names behind a header cannot be listed.
    """
    problems = list(problems)
    try:
        names = names_in_scope(checker, [problem.header for problem in problems])
    except LeanEnvError as error:
        raise UserError(f"generation.constraint=lean: {error}; leave it out, or choose another checker") from None
    words = [HAMMER] if hammer else []
    scopes = {
        problem.id: DraftScope.of(names[problem.header], problem.header, *words, problem.formal_statement)
        for problem in problems
    }
    return lambda tokenizer: LeanConstraint(scopes, TokenTexts(tokenizer), fenced)


class TokenTexts:
    """The bytes that each token of a tokenizer stands for, worked out when they are first wanted."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self._tokenizer = tokenizer
        self.special = frozenset(tokenizer.all_special_ids)
        self._from_letters = _byte_letters() if _is_byte_level(tokenizer) else None
        self._known: dict[int, bytes] = {}

    def of(self, token: int) -> bytes:
        """Nothing for tokens that the tokenizer does not know: a model's vocabulary may be larger."""
        known = self._known.get(token)
        if known is None:
            known = self._known[token] = self._bytes(token)
        return known

    def _bytes(self, token: int) -> bytes:
        written = self._tokenizer.convert_ids_to_tokens(token)
        if not isinstance(written, str):
            return b""
        if self._from_letters is not None and all(letter in self._from_letters for letter in written):
            return bytes(self._from_letters[letter] for letter in written)
        byte = _BYTE.match(written)
        if byte is not None:
            return bytes([int(byte.group(1), 16)])
        return written.replace("▁", " ").encode()


@dataclass(frozen=True, slots=True)
class _Text:
    """A completion so far: prose up to a code block (no draft yet), the Lean in it, or what follows it (free)."""

    scope: DraftScope
    held: str
    draft: Draft | None
    fenced: bool = False
    free: bool = False

    def after(self, text: str) -> _Text | None:
        """With these characters, or None where they cannot be."""
        if self.free or not text:
            return self
        if self.draft is None:
            return self._prose(self.held + text)
        if not self.fenced:
            draft = self.draft.after(text)
            return None if draft is None else _Text(self.scope, "", draft)
        return self._code(self.held + text)

    def _prose(self, text: str) -> _Text | None:
        found = _FENCE.search(text)
        if found is None:
            return _Text(self.scope, text[text.rfind("\n") + 1 :], None)
        return _Text(self.scope, "", self.scope.begin(), fenced=True).after(text[found.end() :])

    def _code(self, text: str) -> _Text | None:
        assert self.draft is not None
        end = text.find(_FENCE_ENDS)
        if end >= 0:
            draft = self.draft.after(text[:end])
            return _Text(self.scope, "", draft, free=True) if draft is not None and draft.may_end else None
        held = next((n for n in range(len(_FENCE_ENDS) - 1, 0, -1) if text.endswith(_FENCE_ENDS[:n])), 0)
        draft = self.draft.after(text[: len(text) - held])
        return None if draft is None else _Text(self.scope, text[len(text) - held :], draft, fenced=True)

    def may_go_on(self, begun: bytes) -> bool:
        """Whether a character that begins with these bytes may come next."""
        return self.free or self.draft is None or self.draft.may_go_on(begun)

    @property
    def may_end(self) -> bool:
        """Whether the completion may stop here."""
        return self.free or self.draft is None or self.draft.may_end

    @property
    def is_in_name(self) -> bool:
        """Whether a name has begun that has not ended."""
        return not self.free and self.draft is not None and self.draft.is_in_name


class _LeanRow:
    """One sample. A token may end inside a character, whose bytes then wait for the rest."""

    def __init__(self, tokens: TokenTexts, text: _Text) -> None:
        self._tokens = tokens
        self._text = text
        self._waiting = b""
        self._looked_at: dict[int, tuple[_Text, bytes] | None] = {}
        self._before: list[tuple[_Text, bytes]] = []  # each token

    def allows(self, token: int) -> bool:
        """Whether the text can go on so; special tokens, which are no text, may come where it can end."""
        if token in self._tokens.special:
            return not self._waiting and self._text.may_end
        if token not in self._looked_at:
            self._looked_at[token] = self._after(token)
        return self._looked_at[token] is not None

    def advance(self, token: int) -> None:
        """Go on behind the token; one that was not allowed leaves the rest of the sample free."""
        after = self._looked_at.get(token) or self._after(token)
        self._looked_at = {}
        self._before.append((self._text, self._waiting))
        self._text, self._waiting = after or (_Text(self._text.scope, "", None, free=True), b"")

    def take_back(self, most: int) -> int:
        """The name that has begun, back to its first token."""
        count, text, waiting = 0, self._text, self._waiting
        while (waiting or text.is_in_name) and count < len(self._before):
            count += 1
            text, waiting = self._before[-count]
        if not 0 < count <= most:
            return 0
        self._looked_at = {}
        self._text, self._waiting = text, waiting
        del self._before[-count:]
        return count

    def _after(self, token: int) -> tuple[_Text, bytes] | None:
        if token in self._tokens.special:
            return self._text, self._waiting
        data = self._waiting + self._tokens.of(token)
        whole, waiting = _split_characters(data)
        if whole is None:
            return None
        text = self._text.after(whole)
        if text is None or (waiting and not text.may_go_on(waiting)):
            return None
        return text, waiting


class _Free:
    """Everything goes."""

    def allows(self, token: int) -> bool:
        """Always."""
        return True

    def advance(self, token: int) -> None:
        """Nothing to follow."""

    def take_back(self, most: int) -> int:
        """Nothing is refused."""
        return 0


def _split_characters(data: bytes) -> tuple[str | None, bytes]:
    """The whole characters, and the bytes of one that has begun; None for bytes that are no text."""
    for cut in range(min(4, len(data) + 1)):
        try:
            text = data[: len(data) - cut].decode()
        except UnicodeDecodeError:
            continue
        rest = data[len(data) - cut :]
        return (text, rest) if not rest or _begins_character(rest) else (None, b"")
    return None, b""


def _begins_character(data: bytes) -> bool:
    length = 2 if 0xC2 <= data[0] <= 0xDF else 3 if 0xE0 <= data[0] <= 0xEF else 4 if 0xF0 <= data[0] <= 0xF4 else 0
    return len(data) < length and all(0x80 <= byte <= 0xBF for byte in data[1:])


def _is_byte_level(tokenizer: PreTrainedTokenizerBase) -> bool:
    """Whether tokens are written in the letters that GPT-2 chose for bytes."""
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        return False
    decoder = json.loads(backend.to_str()).get("decoder") or {}
    return any(each.get("type") == "ByteLevel" for each in [decoder, *decoder.get("decoders", [])])


def _byte_letters() -> dict[str, int]:
    """GPT-2's letter for each byte: printable ones stand for themselves, the others follow 255 in order."""
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + at): byte for at, byte in enumerate(others)}
