"""Keys under which two statements count as the same, in Lean and in English.

The Lean key forgets the theorem's name, the names of bound variables and hypotheses, the order of the hypotheses, and
whether one stands before the colon or before an arrow. It works on text: what needs a parser or a type checker
(implicit notation, definitional equality) is beyond it, and so two different keys may still state the same thing.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(
    r"\s+|--[^\n]*|/-.*?-/|[A-Za-z_α-ωΑ-Ωℕℤℝ₀-₉'][\w.'!?₀-₉]*|\d+"
    r"|:=|<->|->|<=|>=|!=|/\\|\\/|::|\+\+|&&|\|\||.",
    re.DOTALL,
)
_ASCII = {"->": "→", "<->": "↔", "<=": "≤", ">=": "≥", "!=": "≠", "fun": "λ", "forall": "∀", "exists": "∃"}
_ASCII |= {"/\\": "∧", "\\/": "∨", "Pi": "∀", "Π": "∀", "nat": "ℕ", "int": "ℤ", "assume": "λ"}
_OPEN = {"(": ")", "{": "}", "[": "]", "⦃": "⦄", "⟨": "⟩"}
_CLOSE = frozenset(_OPEN.values())
_WORD = re.compile(r"^[A-Za-z_α-ωΑ-Ω][\w'₀-₉]*$")
_KEYWORDS = frozenset(
    ["theorem", "lemma", "example", "def", "λ", "∀", "∃", "if", "then", "else", "let", "in", "Type", "Prop", "Sort"]
)


def tokenize(text: str) -> list[str]:
    """Lean text as tokens, with ASCII spellings turned into their symbols and comments dropped."""
    found = (match.group(0) for match in _TOKEN.finditer(text))
    return [_ASCII.get(token, token) for token in found if not token.isspace() and not token.startswith(("--", "/-"))]


@lru_cache(maxsize=1024)
def lean_key(statement: str) -> str:
    """The key of a formal statement ("theorem NAME (binders) : TYPE"), the same up to names and the hypotheses' order.

    Hypotheses are the binders before the colon and the premises of the outermost arrows.
    """
    tokens = tokenize(statement)
    binders, goal = _split_statement(tokens)
    names = {name for group, _ in binders for name in group}
    premises, goal = _strip_premises(goal, names)
    names |= _local_names(goal)
    for premise in premises:
        names |= _local_names(premise)
    parts = [part for part in ([kind for group, kind in binders for _ in group] + premises) if part]
    return " ".join(_number(goal, parts, names))


@lru_cache(maxsize=1024)
def english_key(text: str) -> str:
    """The key of an informal statement: its words and symbols in lower case, without punctuation or layout."""
    words = re.findall(r"[^\W_]+|[^\w\s.,;:!?'\"()$`*\\-]", text.casefold())
    return " ".join(words)


def _split_statement(tokens: list[str]) -> tuple[list[tuple[list[str], list[str]]], list[str]]:
    """Binder groups as (names, type tokens), and the tokens after the statement's colon."""
    position = 2 if tokens and tokens[0] in ("theorem", "lemma", "def") else 1 if tokens[:1] == ["example"] else 0
    groups: list[tuple[list[str], list[str]]] = []
    while position < len(tokens) and tokens[position] in _OPEN:
        end = _closing(tokens, position)
        groups.append(_binder(tokens[position + 1 : end]))
        position = end + 1
    if position < len(tokens) and tokens[position] == ":":
        return groups, tokens[position + 1 :]
    return groups, tokens[position:]


def _strip_premises(goal: list[str], names: set[str]) -> tuple[list[list[str]], list[str]]:
    """Take leading `∀ binders,` and `premise →` off the goal; adds the bound names to `names`."""
    premises: list[list[str]] = []
    while goal:
        if goal[0] == "∀":
            comma = _at_depth_zero(goal, ",")
            if comma < 0:
                break
            for group, kind in _binders(goal[1:comma]):
                names.update(group)
                premises.extend(kind for _ in group)
            goal = goal[comma + 1 :]
            continue
        arrow = _at_depth_zero(goal, "→")
        if arrow < 0 or any(token in ("∀", "∃", "λ", "↔") for token in _outer(goal[:arrow])) or "↔" in _outer(goal):
            break
        premises.append(_unwrap(goal[:arrow]))
        goal = goal[arrow + 1 :]
    return premises, _unwrap(goal)


def _binders(tokens: list[str]) -> list[tuple[list[str], list[str]]]:
    groups = []
    position = 0
    bare: list[str] = []
    while position < len(tokens):
        if tokens[position] in _OPEN:
            end = _closing(tokens, position)
            groups.append(_binder(tokens[position + 1 : end]))
            position = end + 1
        else:
            bare.append(tokens[position])
            position += 1
    return [*groups, _binder(bare)] if bare else groups


def _binder(tokens: list[str]) -> tuple[list[str], list[str]]:
    """`x y : T` as names and type; an instance binder has no name but its class counts as a hypothesis."""
    if ":" not in tokens:
        return (tokens, []) if all(_WORD.match(token) for token in tokens) and len(tokens) != 2 else (["_"], tokens)
    colon = tokens.index(":")
    return tokens[:colon], _unwrap(tokens[colon + 1 :])


def _local_names(tokens: list[str]) -> set[str]:
    """Names bound by `∀`, `∃`, `λ` inside the tokens."""
    names: set[str] = set()
    for position, token in enumerate(tokens):
        if token in ("∀", "∃", "λ"):
            cursor = position + 1
            while cursor < len(tokens) and tokens[cursor] not in (",", ":"):
                if _WORD.match(tokens[cursor]):
                    names.add(tokens[cursor])
                elif tokens[cursor] in _OPEN:
                    end = _closing(tokens, cursor)
                    names.update(_binder(tokens[cursor + 1 : end])[0])
                    cursor = end
                cursor += 1
    return {name for name in names if _WORD.match(name)}


def _number(goal: list[str], parts: list[list[str]], names: set[str]) -> list[str]:
    """Goal, then hypotheses in an order of their own, with names numbered by first occurrence.

    The next hypothesis is always the least under the numbers given so far, so that their first order does not matter
    wherever their texts differ.
    """
    numbers: dict[str, str] = {}
    result = _numbered(goal, names, numbers)
    rest = list(parts)
    while rest:
        least = min(range(len(rest)), key=lambda i: [_known(token, names, numbers) for token in rest[i]])
        result += ["⊣", *_numbered(rest.pop(least), names, numbers)]
    return result


def _numbered(tokens: list[str], names: set[str], numbers: dict[str, str]) -> list[str]:
    """The tokens with names replaced by numbers; a name without one gets the next."""
    result = []
    for token in tokens:
        head, dot, rest = token.partition(".")
        if head in names and head not in _KEYWORDS:
            head = numbers.setdefault(head, f"x{len(numbers)}")
        result.append(head + dot + rest)
    return result


def _known(token: str, names: set[str], numbers: dict[str, str]) -> str:
    """The token for comparison: a name by its number, or a blank where it has none yet."""
    head, dot, rest = token.partition(".")
    if head not in names or head in _KEYWORDS:
        return token
    return numbers.get(head, "~") + dot + rest


def _closing(tokens: list[str], start: int) -> int:
    """The index of the bracket that closes the one at `start`; the last index where none does."""
    depth = 0
    for position in range(start, len(tokens)):
        if tokens[position] in _OPEN:
            depth += 1
        elif tokens[position] in _CLOSE:
            depth -= 1
            if depth == 0:
                return position
    return len(tokens) - 1


def _at_depth_zero(tokens: list[str], wanted: str) -> int:
    depth = 0
    for position, token in enumerate(tokens):
        if token in _OPEN:
            depth += 1
        elif token in _CLOSE:
            depth -= 1
        elif token == wanted and depth == 0:
            return position
    return -1


def _outer(tokens: list[str]) -> list[str]:
    """The tokens outside all brackets."""
    depth = 0
    kept = []
    for token in tokens:
        if token in _OPEN:
            depth += 1
        elif token in _CLOSE:
            depth -= 1
        elif depth == 0:
            kept.append(token)
    return kept


def _unwrap(tokens: list[str]) -> list[str]:
    """Without a pair of parentheses around the whole."""
    while len(tokens) > 1 and tokens[0] == "(" and _closing(tokens, 0) == len(tokens) - 1:
        tokens = tokens[1:-1]
    return tokens
