"""Which names a text may use behind a header: constants as they may be written there, tactics, tokens, binders.

A checker that runs the real Lean is asked for them by a text that prints its environment; names that `open` and
`export` shorten are resolved by Lean itself. The embedded core, which runs no such text, lists its own library, in a
process of its own. Either way a header is asked about once.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from lean_env.backends.embedded import list_names
from lean_env.checker import Checker
from lean_env.commands import IDENTIFIER, LIBRARY, LeanError, commands_of
from lean_env.embedded.snapshot import cache_folder
from lean_env.embedded.syntax.scanner import TokenTable
from lean_env.embedded.syntax.tactic_parser import CONV_TACTICS, TACTICS
from lean_env.errors import LeanEnvError
from lean_env.files import write_whole
from lean_env.fingerprint import rules_digest
from lean_env.imports import imported_by
from lean_env.verdict import Budget, Snippet, Verdict


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_QUESTION: Final = """run_cmd do
  env ← tactic.get_env,
  ns ← tactic.open_namespaces,
  let names := env.fold ([] : list name) (λ d l, if d.to_name.is_internal then l else d.to_name :: l),
  shorts ← names.mfoldl (λ (l : list name) n, match n with
    | (name.mk_string s p) := if p = name.anonymous ∨ env.contains (mk_simple_name s) then return l else
        (tactic.resolve_constant (mk_simple_name s) >> return (mk_simple_name s :: l)) <|> return l
    | _ := return l end) ([] : list name),
  tactic.trace (string.intercalate " " (ns.map to_string)),
  tactic.trace (string.intercalate " " (shorts.map to_string)),
  tactic.trace (string.intercalate " " (names.map to_string))
"""
_NOTATIONS: Final = "#print notation\n"
_TACTIC_NAMESPACES: Final = ("tactic.interactive.", "conv.interactive.", "smt_tactic.interactive.")
_NOTATION: Final = re.compile(r"`([^`\s]+)`")
_WORD: Final = re.compile(r"[^\W\d]")
_BUDGET: Final = Budget(seconds=600.0)
# Letters of identifiers beyond ASCII: Greek, letter-like symbols, subscripts, mathematical alphabets.
_LETTERS: Final = (
    (0x391, 0x3C9),
    (0x1FB0, 0x1FB1),
    (0x207F, 0x2089),
    (0x2090, 0x209C),
    (0x2100, 0x214F),
    (0x1D49C, 0x1D59F),
)
# What binds names right behind it, besides the notations that Lean says do.
_BINDERS: Final = frozenset(_words("λ fun ∀ forall Π Pi ∃ ∃! exists Σ Σ' assume ⋃ ⋂ ⨆ ⨅ ∑ ∏ ∑' ∏' ∫ ∫⁻ ∀ᶠ ∃ᶠ ∀ᵐ"))


@dataclass(frozen=True)
class NamesInScope:
    """What may be written: `constants` (short names among them), `tactics`, all `tokens`, and which of them bind."""

    constants: frozenset[str]
    tactics: frozenset[str]
    tokens: frozenset[str]
    binders: frozenset[str] = field(default=_BINDERS)

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """Every proper prefix of a constant: types and the like, which have no fields themselves."""
        found: set[str] = set()
        for name in self.constants:
            while "." in name:
                name = name.rpartition(".")[0]
                if name in found:
                    break
                found.add(name)
        return frozenset(found)

    @cached_property
    def fields(self) -> frozenset[str]:
        """What may stand behind a dot: the last part of some constant."""
        return frozenset(name.rpartition(".")[2] for name in self.constants if "." in name)

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every character beyond ASCII that names and tokens have, or that a new name may have."""
        used = {character for word in (*self.constants, *self.tokens) for character in word if character > "\x7f"}
        return frozenset(
            used | {chr(code) for first, last in _LETTERS for code in range(first, last + 1)} | set("«»‹›")
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Tokens that look like identifiers, and tactics."""
        return frozenset(token for token in self.tokens if _WORD.match(token)) | self.tactics

    def begins_word(self, prefix: str) -> bool:
        """Whether some constant, tactic or token begins so."""
        return _begins(self._sorted_words, prefix)

    def begins_field(self, prefix: str) -> bool:
        """Whether some field begins so."""
        return _begins(self._sorted_fields, prefix)

    @cached_property
    def table(self) -> TokenTable:
        """The tokens for a scanner."""
        table = LIBRARY
        for token in self.tokens - LIBRARY.infos.keys():
            table = table.with_token(token, 0)
        return table

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self.constants | self.words)

    @cached_property
    def _sorted_fields(self) -> list[str]:
        return sorted(self.fields)


def names_in_scope(checker: Checker, headers: Iterable[str]) -> dict[str, NamesInScope]:
    """The names behind each of the headers, from the checker's own Lean or from the embedded core.

    Raises LeanEnvError where a header needs a library and nobody can say what is in it.
    """
    wanted = list(dict.fromkeys(headers))
    asked = [(checker.submit(Snippet(h, _QUESTION)), checker.submit(Snippet(h, _NOTATIONS))) for h in wanted]
    scopes: dict[str, NamesInScope] = {}
    for header, (names, notations) in zip(wanted, asked, strict=True):
        lines = _said(names.result()).split("\n")
        if len(lines) >= 3:  # the first is empty where no namespace is open
            scopes[header] = _scope(lines[0].split(), lines[1].split(), lines[2].split(), _said(notations.result()))
        elif imported_by(header):
            verdict = names.result()
            reason = next(
                (m.text.splitlines()[0] for m in verdict.messages if m.severity == "error"), verdict.status.value
            )
            raise LeanEnvError(f"the names behind a header that imports could not be listed: {reason}")
    return scopes | _of_embedded([header for header in wanted if header not in scopes])


def _said(verdict: Verdict) -> str:
    """What a text printed; nothing where it was not accepted."""
    return "\n".join(m.text for m in verdict.messages if m.severity == "info") if verdict.accepted else ""


def _scope(open_namespaces: Sequence[str], short: Sequence[str], names: Iterable[str], notation: str) -> NamesInScope:
    """Names with those that lose the prefix of an open namespace; what Lean prints of its notations."""
    written = {name for name in names if not name.startswith("_private.")}
    tactics = {name[len(n) :] for name in written for n in _TACTIC_NAMESPACES if name.startswith(n)}
    prefixes = [f"{namespace}." for namespace in open_namespaces]
    shortened = {name[len(prefix) :] for prefix in prefixes for name in written if name.startswith(prefix)}
    symbols = {found.group(1) for found in _NOTATION.finditer(notation)}
    binding = {
        found.group(1)
        for line in notation.splitlines()
        if " binders" in line or "scoped" in line
        if (found := _NOTATION.match(line.strip()))
    }
    return NamesInScope(
        constants=frozenset(written | set(short) | shortened),
        tactics=frozenset({name for name in tactics if "." not in name} | TACTICS.keys() | CONV_TACTICS.keys()),
        tokens=frozenset(symbols | LIBRARY.infos.keys()),
        binders=_BINDERS | binding - {"(", "{", "["},
    )


def _of_embedded(headers: Sequence[str]) -> dict[str, NamesInScope]:
    """The embedded core's answers, from the cache or else from one process that loads it."""
    digest = rules_digest()
    paths = {
        header: cache_folder() / f"names-{digest}-{hashlib.sha256(header.encode()).hexdigest()[:16]}.json"
        for header in headers
    }
    missing = [header for header, path in paths.items() if not path.exists()]
    for header, listing in zip(missing, _listed(missing), strict=True):
        write_whole(paths[header], [json.dumps(listing)])
    return {header: _scope(**json.loads(path.read_text(encoding="utf-8"))) for header, path in paths.items()}


def _listed(headers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What `_scope` wants to know of each header."""
    for header, listing in zip(headers, list_names(headers, _BUDGET, statements=False) if headers else (), strict=True):
        if "error" in listing:
            raise LeanEnvError(f"the names behind a header could not be listed: {listing['error']}")
        names = [name for name, *_ in listing["constants"]]
        yield {
            # The scopes of a text are closed when it ends: what it opened is read from it.
            "open_namespaces": _opened_by(header),
            "short": listing["short"],
            "names": sorted(name for name in names if not any(part.startswith("_") for part in name.split("."))),
            "notation": "\n".join(f"`{token}`" for token in listing["tokens"]),
        }


def _opened_by(header: str) -> list[str]:
    """The namespaces that a header opens or stays in."""
    try:
        commands = [command for command in commands_of(header) if command.keyword in ("open", "namespace")]
    except LeanError:
        return []
    return [token.text for command in commands for token in command.arguments if token.kind == IDENTIFIER]


def _begins(words: Sequence[str], prefix: str) -> bool:
    at = bisect.bisect_left(words, prefix)
    return at < len(words) and words[at].startswith(prefix)
