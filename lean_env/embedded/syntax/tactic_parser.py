"""Tactic blocks: the combinators of tactic mode, and one table with the argument grammar of every interactive tactic.

`TACTICS` and `CONV_TACTICS` map a tactic's name to its parameters, in order, each with the function that reads it;
what follows the last one is read as ordinary terms (configuration objects and so on), as Lean does. What the tactics
do is none of this module's business, and neither is whether a name that is not in the table means anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from lean_env.embedded.errors import DeterministicTimeout, LeanError, Position, Unsupported
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.scanner import END, IDENTIFIER, KEYWORD, MAX_PRECEDENCE, NUMERAL, Token

if TYPE_CHECKING:
    from lean_env.embedded.syntax.term_parser import TermParser as Parser

Read = Callable[["Parser", str], object]
Grammar = tuple[tuple[str, Read], ...]

# Ends a term before `<|>`, `;` and `,`.
_TACTIC_PRECEDENCE = 2


# ------------------------------------------------------------------------------------------- argument grammars


def _expr(parser: Parser, rbp: int) -> ast.Term:
    if not parser.starts_term():
        parser.fail("expression expected")
    return parser.parse_expr(rbp)


def _term(parser: Parser, mode: str) -> object:
    return _expr(parser, _TACTIC_PRECEDENCE)


def _tight_term(parser: Parser, mode: str) -> object:
    return _expr(parser, MAX_PRECEDENCE)


def _optional_term(parser: Parser, mode: str) -> object:
    return parser.parse_expr(_TACTIC_PRECEDENCE) if parser.starts_term() else None


def _after(keyword: str) -> Read:
    """An optional term behind a keyword."""

    def read(parser: Parser, mode: str) -> object:
        return _expr(parser, _TACTIC_PRECEDENCE) if parser.take(keyword) else None

    return read


def _tight_after(keyword: str) -> Read:
    def read(parser: Parser, mode: str) -> object:
        return _expr(parser, MAX_PRECEDENCE) if parser.take(keyword) else None

    return read


def _flag(keyword: str) -> Read:
    """True where the keyword stands."""
    return lambda parser, mode: parser.take(keyword)


def _name(parser: Parser, mode: str) -> object:
    token = parser.token
    return ast.NameArg(token.pos, token.end, parser.name("identifier expected"))


def _optional_name(parser: Parser, mode: str) -> object:
    return _name(parser, mode) if parser.token.kind is IDENTIFIER else None


def _optional_name_or_hole(parser: Parser, mode: str) -> object:
    names = _names_or_holes(parser, mode, 1)
    return names[0] if names else None


def _names(parser: Parser, mode: str) -> object:
    names = []
    while parser.token.kind is IDENTIFIER:
        names.append(cast(ast.NameArg, _name(parser, mode)))
    return tuple(names)


def _names_or_holes(parser: Parser, mode: str, limit: int = -1) -> tuple[ast.NameArg, ...]:
    names: list[ast.NameArg] = []
    while len(names) != limit:
        token = parser.token
        if token.kind is IDENTIFIER:
            names.append(cast(ast.NameArg, _name(parser, mode)))
        elif parser.take("_"):
            names.append(ast.NameArg(token.pos, token.end, "_"))
        else:
            break
    return tuple(names)


def _with_names(parser: Parser, mode: str) -> object:
    return _names_or_holes(parser, mode) if parser.take("with") else ()


def _using_name(parser: Parser, mode: str) -> object:
    return _name(parser, mode) if parser.take("using") else None


def _generalizing(parser: Parser, mode: str) -> object:
    return _names(parser, mode) if parser.take("generalizing") else None


def _location(parser: Parser, mode: str) -> object:
    pos = parser.token.pos
    if not parser.take("at"):
        return ast.Location(pos, pos, (None,), False, False)
    if parser.take("*"):
        return ast.Location(pos, parser.previous_end, (), True)
    targets: list[ast.NameArg | None] = []
    while True:
        if parser.take("⊢") or parser.take("|-"):
            targets.append(None)
        elif parser.token.kind is IDENTIFIER:
            targets.append(cast(ast.NameArg, _name(parser, mode)))
        else:
            return ast.Location(pos, parser.previous_end, tuple(targets))


def _list_of(read: Read) -> Read:
    """`[a, b]`."""

    def read_list(parser: Parser, mode: str) -> object:
        parser.expect("[", "'«[»' expected")
        items = []
        if not parser.at("]") and not parser.at(","):
            items.append(read(parser, mode))
            while parser.take(","):
                items.append(read(parser, mode))
        parser.expect("]", "'«]»' expected")
        return tuple(items)

    return read_list


def _loose_term(parser: Parser, mode: str) -> object:
    return _expr(parser, 0)


def _small_number(parser: Parser, mode: str) -> object:
    if parser.token.kind is not NUMERAL:
        parser.fail("(small) natural number expected")
    return parser.advance().value


def _optional_number(parser: Parser, mode: str) -> object:
    return parser.advance().value if parser.token.kind is NUMERAL else None


_term_list = _list_of(_loose_term)


def _terms(parser: Parser, mode: str) -> object:
    """`[a, b]` or one term."""
    if parser.at("["):
        return _term_list(parser, mode)
    return (_expr(parser, _TACTIC_PRECEDENCE),)


def _rw_rules(parser: Parser, mode: str) -> object:
    pos = parser.token.pos
    if not parser.take("["):
        rule = _rw_rule(parser, _TACTIC_PRECEDENCE)
        return ast.RwRules(pos, rule.end, (rule,))
    rules = []
    if not parser.at("]") and not parser.at(","):
        rules.append(_rw_rule(parser, 0))
        while parser.take(","):
            rules.append(_rw_rule(parser, 0))
    closing = parser.expect("]", "'«]»' expected").pos
    return ast.RwRules(pos, parser.previous_end, tuple(rules), closing)


def _rw_rule(parser: Parser, rbp: int) -> ast.RwRule:
    pos = parser.token.pos
    symm = parser.take("<-")
    term = _expr(parser, rbp)
    return ast.RwRule(pos, term.end, symm, term)


def _simp_list(parser: Parser, mode: str) -> object:
    token = parser.token
    if parser.take("*"):
        return (ast.SimpArg(token.pos, token.end, "all"),)
    return _simp_bracket(parser, mode) if parser.at("[") else ()


def _simp_arg(parser: Parser, mode: str) -> object:
    pos = parser.token.pos
    if parser.take("*"):
        return ast.SimpArg(pos, parser.previous_end, "all")
    if parser.take("-"):
        name = parser.name("identifier expected")
        return ast.SimpArg(pos, parser.previous_end, "erase", None, name)
    kind = "symm" if parser.take("<-") else "expr"
    term = _expr(parser, _TACTIC_PRECEDENCE)
    return ast.SimpArg(pos, term.end, kind, term)


_simp_bracket = _list_of(_simp_arg)


def _cases_arg(parser: Parser, mode: str) -> object:
    pos = parser.token.pos
    term = _expr(parser, _TACTIC_PRECEDENCE)
    if isinstance(term, ast.Ident) and term.resolved is None and term.levels is None and parser.take(":"):
        named = _expr(parser, _TACTIC_PRECEDENCE)
        return ast.CasesArg(pos, named.end, term.name, named)
    return ast.CasesArg(pos, term.end, "", term)


def _generalize_arg(parser: Parser, mode: str) -> object:
    parser.expect(":", "'«:»' expected")
    pos = parser.token.pos
    term = _expr(parser, 0)
    if isinstance(term, ast.App) and len(term.args) == 2 and isinstance(term.fn, ast.Ident):
        value, name = term.args
        if term.fn.resolved == ("eq",) and isinstance(name, ast.Ident) and name.resolved is None:
            return ast.GeneralizeArg(pos, term.end, value, name.name)
    raise parser.error("parse error", pos)


def _case_args(parser: Parser, mode: str) -> object:
    return _case_list(parser, mode) if parser.at("[") else (_case_arg(parser, mode),)


def _case_arg(parser: Parser, mode: str) -> object:
    pos = parser.token.pos
    tags = _names_or_holes(parser, mode)
    names = _names_or_holes(parser, mode) if parser.take(":") else ()
    return ast.CaseArg(pos, parser.previous_end, tags, names)


_case_list = _list_of(_case_arg)


def _rename_args(parser: Parser, mode: str) -> object:
    return _rename_list(parser, mode) if parser.at("[") else (_rename_arg(parser, mode),)


def _rename_arg(parser: Parser, mode: str) -> object:
    old = _name(parser, mode)
    parser.take("->")
    return (old, _name(parser, mode))


_rename_list = _list_of(_rename_arg)


def _assume_arg(parser: Parser, mode: str) -> object:
    """`: p` as one binder named `this`, or binders."""
    pos = parser.token.pos
    if parser.take(":"):
        proposition = _expr(parser, _TACTIC_PRECEDENCE)
        return (ast.Binder(pos, pos, "this", ast.DEFAULT, proposition),)
    return tuple(parser.parse_binders(_TACTIC_PRECEDENCE))


def _nested(parser: Parser, mode: str) -> object:
    """`{ ... }` or `begin ... end`."""
    if not parser.at("{") and not parser.at("begin"):
        parser.fail("invalid nested auto-quote tactic, '{' or 'begin' expected")
    return _block(parser, mode)


def _nested_conv(parser: Parser, mode: str) -> object:
    return _nested(parser, "conv")


def _optional_nested(parser: Parser, mode: str) -> object:
    return _block(parser, mode) if parser.at("{") or parser.at("begin") else None


_NONE: Grammar = ()
_ONE_TERM: Grammar = (("term", _term),)
_REWRITE: Grammar = (("rules", _rw_rules), ("location", _location))
_NAMES: Grammar = (("names", _names),)
_NAMES_OR_HOLES: Grammar = (("names", _names_or_holes),)
_NESTED: Grammar = (("block", _nested),)
_LOCAL_DECLARATION: Grammar = (("name", _optional_name), ("type", _after(":")), ("value", _after(":=")))
_UNFOLD: Grammar = (("names", _names), ("location", _location))
_SIMP_SET: Grammar = (("only", _flag("only")), ("lemmas", _simp_list), ("attributes", _with_names))
_MATCHING: Grammar = (("recursive", _flag("*")), ("patterns", _terms))

TACTICS: dict[str, Grammar] = {
    "intro": (("name", _optional_name_or_hole),),
    "intros": _NAMES_OR_HOLES,
    "introv": _NAMES_OR_HOLES,
    "rename": (("renames", _rename_args),),
    "apply": _ONE_TERM,
    "fapply": _ONE_TERM,
    "eapply": _ONE_TERM,
    "mapply": _ONE_TERM,
    "apply_with": (("term", _tight_term),),
    "apply_instance": _NONE,
    "refine": _ONE_TERM,
    "exact": _ONE_TERM,
    "from": _ONE_TERM,
    "exacts": (("terms", _terms),),
    "assumption": _NONE,
    "assumption'": _NONE,
    "change": (("term", _term), ("with", _after("with")), ("location", _location)),
    "revert": _NAMES,
    "rewrite": _REWRITE,
    "rw": _REWRITE,
    "rwa": _REWRITE,
    "erewrite": _REWRITE,
    "erw": _REWRITE,
    "with_cases": _NESTED,
    "propagate_tags": _NESTED,
    "generalize": (("name", _optional_name), ("arg", _generalize_arg)),
    "induction": (
        ("arg", _cases_arg),
        ("recursor", _using_name),
        ("names", _with_names),
        ("generalizing", _generalizing),
    ),
    "case": (("args", _case_args), ("block", _nested)),
    "destruct": _ONE_TERM,
    "cases": (("arg", _cases_arg), ("names", _with_names)),
    "cases_matching": _MATCHING,
    "casesm": _MATCHING,
    "cases_type": (("one", _flag("!")), ("recursive", _flag("*")), ("names", _names)),
    "trivial": _NONE,
    "admit": (("block", _optional_nested),),
    "sorry": (("block", _optional_nested),),
    "contradiction": _NONE,
    "iterate": (("count", _optional_number), ("block", _nested)),
    "repeat": _NESTED,
    "try": _NESTED,
    "skip": _NONE,
    "solve1": _NESTED,
    "abstract": (("name", _optional_name), ("block", _nested)),
    "all_goals": _NESTED,
    "any_goals": _NESTED,
    "focus": _NESTED,
    "assume": (("binders", _assume_arg),),
    "have": _LOCAL_DECLARATION,
    "let": _LOCAL_DECLARATION,
    "suffices": (("name", _optional_name), ("type", _after(":"))),
    "trace_state": _NONE,
    "trace": _NONE,
    "existsi": (("terms", _terms),),
    "constructor": _NONE,
    "econstructor": _NONE,
    "left": _NONE,
    "right": _NONE,
    "split": _NONE,
    "constructor_matching": _MATCHING,
    "exfalso": _NONE,
    "injection": (("term", _term), ("names", _with_names)),
    "injections": (("names", _with_names),),
    "simp": (("iota", _flag("!")), ("trace", _flag("?")), *_SIMP_SET, ("location", _location)),
    "trace_simp_set": _SIMP_SET,
    "simp_intros": (("names", _names_or_holes), *_SIMP_SET),
    "dsimp": (*_SIMP_SET, ("location", _location)),
    "reflexivity": _NONE,
    "refl": _NONE,
    "symmetry": _NONE,
    "transitivity": (("term", _optional_term),),
    "ac_reflexivity": _NONE,
    "ac_refl": _NONE,
    "cc": _NONE,
    "subst": _ONE_TERM,
    "subst_vars": _NONE,
    "clear": _NAMES,
    "dunfold": _UNFOLD,
    "delta": _UNFOLD,
    "unfold": _UNFOLD,
    "unfold1": _UNFOLD,
    "unfold_projs": (("location", _location),),
    "apply_opt_param": _NONE,
    "apply_auto_param": _NONE,
    "fail_if_success": _NESTED,
    "success_if_fail": _NESTED,
    "guard_expr_eq": _NONE,
    "guard_target": _ONE_TERM,
    "guard_hyp": (("name", _name), ("type", _after(":")), ("value", _after(":="))),
    "match_target": _ONE_TERM,
    "by_cases": (("arg", _cases_arg),),
    "funext": _NAMES_OR_HOLES,
    "by_contradiction": (("name", _optional_name),),
    "by_contra": (("name", _optional_name),),
    "type_check": _ONE_TERM,
    "done": _NONE,
    "show": _ONE_TERM,
    "specialize": _ONE_TERM,
    "congr": _NONE,
    "apply_inj_lemma": _NONE,
    "mk_inj_eq": _NONE,
    "has_dup": _NONE,
    "dedup": _NONE,
    "conv": (("at", lambda parser, mode: _name(parser, mode) if parser.take("at") else None),
             ("pattern", _tight_after("in")), ("block", _nested_conv)),
    "unfreezingI": _NESTED,
    "resetI": _NONE,
    "revertI": _NAMES,
    "substI": _ONE_TERM,
    "casesI": (("arg", _cases_arg), ("names", _with_names)),
    "introI": (("name", _optional_name_or_hole),),
    "introsI": _NAMES_OR_HOLES,
    "haveI": _LOCAL_DECLARATION,
    "letI": _LOCAL_DECLARATION,
    "exactI": _ONE_TERM,
    "async": _NESTED,
    "comp_val": _NONE,
    "rsimp": _NONE,
    "min_tac": (("left", _tight_term), ("right", _tight_term)),
}  # fmt: skip

CONV_TACTICS: dict[str, Grammar] = {
    "skip": _NONE,
    "whnf": _NONE,
    "dsimp": _SIMP_SET,
    "trace_lhs": _NONE,
    "change": _ONE_TERM,
    "congr": _NONE,
    "funext": _NONE,
    "to_lhs": _NONE,
    "to_rhs": _NONE,
    "done": _NONE,
    "find": (("pattern", _tight_term), ("block", _nested)),
    "for": (("pattern", _tight_term), ("occurrences", _list_of(_small_number)), ("block", _nested)),
    "simp": _SIMP_SET,
    "guard_lhs": _ONE_TERM,
    "rewrite": (("rules", _rw_rules),),
    "rw": (("rules", _rw_rules),),
}


# ------------------------------------------------------------------------------------------------- combinators


def parse_by(parser: Parser) -> ast.Tactic:
    """The tactic after `by`."""
    before, parser.in_pattern = parser.in_pattern, False
    quoted, parser.in_quote = parser.in_quote, False
    tactic = _tactic(parser, "")
    parser.in_pattern, parser.in_quote = before, quoted
    return tactic


def parse_block(parser: Parser) -> ast.Block:
    """`begin ... end` or `{ ... }`, at its first token."""
    before, parser.in_pattern = parser.in_pattern, False
    quoted, parser.in_quote = parser.in_quote, False
    block = _block(parser, "")
    parser.in_pattern, parser.in_quote = before, quoted
    return block


def parse_quoted(parser: Parser, pos: Position) -> ast.Block:
    """The inside of `` `[...] ``, which begins at `pos`, with its closing bracket."""
    quoted, parser.in_quote = parser.in_quote, False
    tactics = [_tactic(parser, "")]
    while parser.take(","):
        tactics.append(_tactic(parser, ""))
    parser.in_quote = quoted
    closing = parser.token.pos
    parser.expect("]", "invalid auto-quote tactic block, ']' expected")
    return ast.Block(pos, parser.previous_end, tuple(tactics), closing)


def _tactic(parser: Parser, mode: str) -> ast.Tactic:
    """A tactic with the `;` or `<|>` that follow it."""
    parser.enter()
    tactic = _joined(parser, mode, _element(parser, mode))
    parser.leave()
    return tactic


def _joined(parser: Parser, mode: str, tactic: ast.Tactic) -> ast.Tactic:
    if parser.at(";"):
        while parser.take(";"):
            following = _element_or_list(parser, mode)
            if isinstance(following, tuple):
                tactic = ast.AndThenList(tactic.pos, parser.previous_end, tactic, following)
                continue
            if parser.at("<|>"):
                following = _alternatives(parser, mode, following)
            tactic = ast.AndThen(tactic.pos, parser.previous_end, tactic, following)
        return tactic
    if parser.at("<|>"):
        return _alternatives(parser, mode, tactic)
    return tactic


def _alternatives(parser: Parser, mode: str, tactic: ast.Tactic) -> ast.Tactic:
    while parser.take("<|>"):
        other = _element(parser, mode)
        tactic = ast.OrElse(tactic.pos, parser.previous_end, tactic, other)
    return tactic


def _element_or_list(parser: Parser, mode: str) -> ast.Tactic | tuple[ast.Tactic, ...]:
    if not parser.take("["):
        return _element(parser, mode)
    items: list[ast.Tactic] = []
    if not parser.at("]"):
        items.append(_element(parser, mode, focused=False))
        while parser.take(","):
            items.append(_element(parser, mode, focused=False))
    parser.expect("]", "invalid tactic list, ']' expected")
    return tuple(items)


def _element(parser: Parser, mode: str, focused: bool = True) -> ast.Tactic:
    """One tactic without `;` and `<|>`."""
    token = parser.token
    if token.kind is KEYWORD:
        if token.value == "begin" or token.value == "{":
            block = _block(parser, mode)
            block.focused = focused
            return block
        if token.value == "by":
            parser.advance()
            tactic = _tactic(parser, mode)
            return ast.ByTactic(token.pos, parser.previous_end, tactic)
        if token.value == "[":
            parser.fail("invalid tactic, a list of tactics can only follow ';'")
    table = CONV_TACTICS if mode == "conv" else TACTICS
    if token.kind is IDENTIFIER or token.kind is KEYWORD:
        grammar = table.get(cast(str, token.value))
        if grammar is not None:
            return _call(parser, mode, cast(str, token.value), grammar)
    if token.value == "calc" and token.kind is KEYWORD:
        term = parser.parse_expr()
        return ast.CalcTactic(token.pos, term.end, term)
    return _term_tactic(parser, token.pos)


def _call(parser: Parser, mode: str, name: str, grammar: Grammar) -> ast.Tactic:
    pos = parser.advance().pos
    args = {parameter: read(parser, mode) for parameter, read in grammar}
    extra = []
    while parser.token.precedence >= MAX_PRECEDENCE and parser.starts_term():
        extra.append(parser.parse_expr(MAX_PRECEDENCE))
    return ast.TacticCall(pos, parser.previous_end, name, args, tuple(extra))


def _term_tactic(parser: Parser, pos: Position) -> ast.Tactic:
    """A term where a tactic stands.

    In Lean names are resolved as they are read, so an unknown tactic is reported before anything wrong behind it.
    """
    token = parser.token
    try:
        term = parser.parse_expr()
        if not (parser.token.kind is END or _ends_tactic(parser)):
            parser.fail("invalid 'begin-end' expression, ',' expected")
    except (Unsupported, DeterministicTimeout):
        raise
    except LeanError:
        if token.kind is not IDENTIFIER or parser.is_known(cast(str, token.value)):
            raise
        if "." in cast(str, token.value):
            raise Unsupported(f"tactic '{token.value}'", pos) from None
        raise LeanError(f"unknown identifier '{token.value}'", pos, "unknown_identifier") from None
    return _split_term(term)


def _split_term(term: ast.Term) -> ast.Tactic:
    """`;` and `<|>` are also notations of terms; what they join are tactics again."""
    if isinstance(term, ast.App) and isinstance(term.fn, ast.Ident) and len(term.args) == 2:
        kind = _TERM_COMBINATORS.get(term.fn.resolved)
        if kind is not None:
            return kind(term.args[0].pos, term.end, _split_term(term.args[0]), _split_term(term.args[1]))
    return ast.TermTactic(term.pos, term.end, term)


_CLOSED_BY: Final = {"begin": "end", "match": "end", "{": "}"}

_TERM_COMBINATORS: dict[tuple[str, ...] | None, type[ast.AndThen] | type[ast.OrElse]] = {
    ("has_andthen.andthen",): ast.AndThen,
    ("has_orelse.orelse",): ast.OrElse,
}


def _ends_tactic(parser: Parser) -> bool:
    """Is the current token one that may follow a tactic?"""
    token = parser.token
    if token.kind is KEYWORD:
        return token.precedence < MAX_PRECEDENCE and token.value not in (":=", "with", "at", "using", "<-", "|", "only")
    return token.kind != IDENTIFIER


def _block_of_another_class(parser: Parser, opening: Token) -> ast.Block:
    """`begin [smt] ... end`: its tactics are not read, so that it is refused when it is run, and no sooner."""
    parser.advance()
    name = str(parser.advance().value)
    closing = ["end" if opening.value == "begin" else "}"]
    while closing:
        token = parser.token
        if token.kind is END:
            parser.fail("invalid 'begin-end' expression, ',' expected")
        if token.value == closing[-1]:
            closing.pop()
        elif token.value in _CLOSED_BY:
            closing.append(_CLOSED_BY[cast(str, token.value)])
        parser.advance()
    parser.close_block() if opening.value == "begin" else None
    return ast.Block(opening.pos, parser.previous_end, (), parser.previous_end, name)


def _block(parser: Parser, mode: str) -> ast.Block:
    opening = parser.advance()
    closing = "end" if opening.value == "begin" else "}"
    parser.open_block() if closing == "end" else None
    if mode == "" and parser.at("["):
        return _block_of_another_class(parser, opening)
    tactics = []
    while not parser.at(closing):
        tactics.append(_tactic(parser, mode))
        if not parser.at(closing):
            parser.expect(",", "invalid 'begin-end' expression, ',' expected")
    closing_pos = parser.advance().pos
    parser.close_block() if closing == "end" else None
    return ast.Block(opening.pos, parser.previous_end, tuple(tactics), closing_pos, mode)
