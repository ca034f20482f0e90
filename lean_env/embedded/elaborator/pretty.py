"""Expressions and goals as people read them: Lean 3's notation, with implicit arguments hidden.

The notation of core Lean is built in; what users declare with `notation` is printed as plain application. Lines are not
broken. Reading text back is the parser's business, and nothing here needs to survive it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.numerals import numeral_value
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    IMPLICIT,
    INST,
    STRICT,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    Var,
    get_app_fn,
    get_app_fn_args,
    has_loose_var,
    instantiate1,
    locals_of,
    mk_const,
    mk_local,
)
from lean_env.embedded.kernel.level import Level, LevelMeta, Succ, is_explicit, level_to_str, to_offset

MAX = 1024
ARROW = 25
BINDERS = 0
INFIX: dict[str, tuple[str, int, int, int, int]] = {
    # name: symbol, precedence, what the left and the right side need, how many arguments come before the two sides
    "eq": ("=", 50, 51, 51, 1),
    "ne": ("≠", 50, 51, 51, 1),
    "iff": ("↔", 20, 21, 21, 0),
    "and": ("∧", 35, 36, 35, 0),
    "or": ("∨", 30, 31, 30, 0),
    "has_add.add": ("+", 65, 65, 66, 2),
    "has_sub.sub": ("-", 65, 65, 66, 2),
    "has_mul.mul": ("*", 70, 70, 71, 2),
    "has_div.div": ("/", 70, 70, 71, 2),
    "has_mod.mod": ("%", 70, 70, 71, 2),
    "has_pow.pow": ("^", 75, 76, 75, 3),
    "has_le.le": ("≤", 50, 51, 51, 2),
    "has_lt.lt": ("<", 50, 51, 51, 2),
    "ge": ("≥", 50, 51, 51, 2),
    "gt": (">", 50, 51, 51, 2),
    "has_mem.mem": ("∈", 50, 51, 51, 3),
    "has_dvd.dvd": ("∣", 50, 51, 51, 2),
    "has_append.append": ("++", 65, 65, 66, 2),
    "has_andthen.andthen": (">>", 60, 61, 60, 4),
    "has_union.union": ("∪", 65, 65, 66, 2),
    "has_inter.inter": ("∩", 70, 70, 71, 2),
    "has_sdiff.sdiff": ("\\", 70, 70, 71, 2),
    "has_subset.subset": ("⊆", 50, 51, 51, 2),
    "has_ssubset.ssubset": ("⊂", 50, 51, 51, 2),
    "has_equiv.equiv": ("≈", 50, 51, 51, 2),
    "list.cons": ("::", 67, 68, 67, 1),
    "function.comp": ("∘", 90, 91, 90, 3),
    "prod": ("×", 35, 36, 35, 0),
    "sum": ("⊕", 30, 31, 30, 0),
    "pprod": ("×'", 35, 36, 35, 0),
    "psum": ("⊕'", 30, 31, 30, 0),
    "band": ("&&", 70, 70, 71, 0),
    "bor": ("||", 65, 65, 66, 0),
    "has_bind.bind": (">>=", 55, 55, 56, 4),
    "has_orelse.orelse": ("<|>", 2, 3, 2, 2),
    "functor.map": ("<$>", 100, 101, 100, 4),
    "has_seq.seq": ("<*>", 60, 60, 61, 4),
}
BINDER_SYMBOLS = {"Exists": "∃", "sigma": "Σ", "psigma": "Σ'"}
ALIASES = {"nat": "ℕ", "int": "ℤ"}
BRACKETS = {DEFAULT: "()", IMPLICIT: "{}", STRICT: "⦃⦄", INST: "[]"}


class Printer:
    """Prints expressions; metavariables are numbered in order of appearance, as `?m_1`."""

    def __init__(self, ctx: TypeContext | None = None) -> None:
        self.ctx = ctx
        self.metas: dict[int, str] = {}
        self.level_metas: dict[int, str] = {}

    def text(self, e: Expr, needed: int = 0) -> str:
        """`e`, in parentheses when its notation binds less tightly than `needed`."""
        if self.ctx is not None:
            e = self.ctx.instantiate(e)
        return self._show(e, needed)

    def _show(self, e: Expr, needed: int) -> str:
        node: Any = e
        cls = e.__class__
        if cls is Local:
            return str(node.pp_name)
        if cls is Const:
            return self._const(node)
        if cls is Var:
            return f"#{node.idx}"
        if cls is Meta:
            return self._meta(node)
        if cls is Sort:
            return self._sort(node.level, needed)
        if cls is Pi:
            return self._pi(node, needed)
        if cls is Lambda:
            return _wrap(self._binders("λ", e, Lambda), BINDERS, needed)
        if cls is Let:
            local, body = self._open(node.binder_name, node.binder_type, DEFAULT, node.body)
            head = f"let {local.pp_name} : {self._show(node.binder_type, 0)} := {self._show(node.value, 0)}"
            return _wrap(f"{head} in {self._show(body, 0)}", BINDERS, needed)
        return self._app(e, needed)

    # --- leaves ---

    def _const(self, const: Const) -> str:
        if const.name in ALIASES:
            return ALIASES[const.name]
        if const.name in ("list.nil", "has_emptyc.emptyc"):
            return "[]" if const.name == "list.nil" else "∅"
        state: Any = self.ctx.state if self.ctx is not None else None
        user_name = getattr(state, "user_name", None)
        return str(user_name(const.name)) if user_name is not None else const.name

    def _meta(self, meta: Meta) -> str:
        name = self.metas.get(meta.id)
        if name is None:
            name = ""
            if self.ctx is not None and meta.id in self.ctx.mctx.decls:
                name = self.ctx.mctx.decls[meta.id].name
            name = f"?{name}" if name else f"?m_{len(self.metas) + 1}"
            self.metas[meta.id] = name
        return name

    def _sort(self, level: Level, needed: int) -> str:
        offset = to_offset(level)[1]
        if is_explicit(level):
            if offset == 0:
                return "Prop"
            return "Type" if offset == 1 else _wrap(f"Type {offset - 1}", MAX - 1, needed)
        if isinstance(level, Succ):
            return _wrap(f"Type {self._level(level.pred)}", MAX - 1, needed)
        return _wrap(f"Sort {self._level(level)}", MAX - 1, needed)

    def _level(self, level: Level) -> str:
        if isinstance(level, LevelMeta):
            return self.level_metas.setdefault(level.id, f"?l_{len(self.level_metas) + 1}")
        text = level_to_str(level)
        return text if text.replace("_", "").isalnum() else f"({text})"

    # --- binders ---

    def _open(self, name: str, binder_type: Expr, info: int, body: Expr) -> tuple[Local, Expr]:
        used = {local.pp_name for local in locals_of(body)} if body.has_local else set()
        fresh = name
        count = 0
        while fresh in used:
            count += 1
            fresh = f"{name}_{count}"
        local = mk_local(fresh, binder_type, info)
        return local, instantiate1(body, local)

    def _pi(self, e: Any, needed: int) -> str:
        if e.binder_info == DEFAULT and not has_loose_var(e.body, 0):
            body = instantiate1(e.body, mk_const("_"))
            return _wrap(f"{self._show(e.binder_type, ARROW + 1)} → {self._show(body, ARROW)}", ARROW, needed)
        symbol = "∀" if self._is_prop(e) else "Π"
        return _wrap(self._binders(symbol, e, Pi), BINDERS, needed)

    def _is_prop(self, e: Expr) -> bool:
        if self.ctx is None or e.loose:
            return False
        mark = self.ctx.mctx.mark()
        try:
            return self.ctx.is_prop(e)
        except LeanError:
            return False
        finally:
            self.ctx.mctx.undo(mark)

    def _binders(self, symbol: str, e: Any, cls: Any) -> str:
        groups: list[tuple[list[str], str, int]] = []
        while e.__class__ is cls:
            if cls is Pi and e.binder_info == DEFAULT and groups and not has_loose_var(e.body, 0):
                break
            local, body = self._open(e.binder_name, e.binder_type, e.binder_info, e.body)
            type_text = self._show(e.binder_type, 0)
            if groups and groups[-1][1:] == (type_text, e.binder_info) and e.binder_info != INST:
                groups[-1][0].append(local.pp_name)
            else:
                groups.append(([local.pp_name], type_text, e.binder_info))
            e = body
        return f"{symbol} {' '.join([_binder(*group) for group in groups])}, {self._show(e, 0)}"

    # --- applications ---

    def _app(self, e: Expr, needed: int) -> str:
        number = numeral_value(e)
        if number is not None:
            return str(number)
        head, args = get_app_fn_args(e)
        if isinstance(head, Const):
            text = self._notation(head, args, needed)
            if text is not None:
                return text
        infos = self._infos(head, len(args))
        shown = [arg for i, arg in enumerate(args) if i >= len(infos) or infos[i] == DEFAULT]
        if isinstance(head, Const):
            dotted = self._field(head, args, infos)
            if dotted is not None:
                shown = shown[1:]
                head_text = dotted
            else:
                head_text = self._const(head)
        else:
            head_text = self._show(head, MAX)
        if not shown:
            return head_text
        return _wrap(" ".join([head_text, *[self._show(arg, MAX) for arg in shown]]), MAX - 1, needed)

    def _infos(self, head: Expr, count: int) -> Sequence[int]:
        if self.ctx is None or head.loose:
            return ()
        mark = self.ctx.mctx.mark()
        try:
            return self.ctx.param_infos(head, count)
        except (LeanError, KeyError):
            return ()
        finally:
            self.ctx.mctx.undo(mark)

    def _field(self, head: Const, args: list[Expr], infos: Sequence[int]) -> str | None:
        """`x.succ` for `nat.succ x`: when the first explicit argument's declared type is the function's namespace."""
        prefix, _, last = head.name.rpartition(".")
        if not prefix or self.ctx is None or last in ("rec", "rec_on", "cases_on", "mk") or last[:1] in "_«":
            return None
        info = self.ctx.env.get(head.name)
        if info is None or info.kind in ("recursor", "quot") or self.ctx.state.is_class(prefix):
            return None
        if info.kind == "constructor" and head.name != "nat.succ":
            return None
        node: Any = info.type
        for i in range(min(len(args), len(infos))):
            if node.__class__ is not Pi:
                return None
            if infos[i] == DEFAULT:
                owner: Any = get_app_fn(node.binder_type)
                if owner.__class__ is Const and owner.name == prefix:
                    return f"{self._show(args[i], MAX)}.{last}"
                return None
            node = node.body
        return None

    def _notation(self, head: Const, args: list[Expr], needed: int) -> str | None:
        name = head.name
        count = len(args)
        infix = INFIX.get(name)
        if infix is not None and count == infix[4] + 2:
            symbol, precedence, left, right, _ = infix
            if name == "list.cons":
                elements = self._list(args)
                if elements is not None:
                    return elements
            text = f"{self._show(args[-2], left)} {symbol} {self._show(args[-1], right)}"
            return _wrap(text, precedence, needed)
        if name == "heq" and count == 4:
            return _wrap(f"{self._show(args[1], 51)} == {self._show(args[3], 51)}", 50, needed)
        if name == "not" and count == 1:
            return _wrap(f"¬{self._show(args[0], 40)}", 40, needed)
        if name == "has_neg.neg" and count == 3:
            return _wrap(f"-{self._show(args[2], 75)}", 75, needed)
        if name == "has_inv.inv" and count == 3:
            return f"{self._show(args[2], MAX)}⁻¹"
        if name in BINDER_SYMBOLS and count == 2:
            return self._quantifier(BINDER_SYMBOLS[name], name, args, needed)
        if name in ("subtype", "set_of") and count == 2 and isinstance(args[1], Lambda):
            return self._set_builder(args[1], "//" if name == "subtype" else "|")
        if name == "prod.mk" and count == 4:
            return f"({self._tuple(args)})"
        if name == "list.nil":
            return "list.nil" if count > 1 else "[]"
        if name == "has_emptyc.emptyc" and count == 2:
            return "∅"
        if name == "ite" and count == 5:
            parts = [self._show(arg, MAX) for arg in (args[0], args[3], args[4])]
            return _wrap(f"ite {' '.join(parts)}", MAX - 1, needed)
        return self._coercion(name, args, needed)

    def _coercion(self, name: str, args: list[Expr], needed: int) -> str | None:
        count = len(args)
        if name in ("coe", "coe_sort", "lift_t") and count >= 4 - (name == "coe_sort"):
            position = 2 if name == "coe_sort" else 3
            arrow = "↥" if name == "coe_sort" else "↑"
            text = f"{arrow}{self._show(args[position], MAX)}"
            rest = args[position + 1 :]
        elif name == "coe_fn" and count >= 3:
            text = f"⇑{self._show(args[2], MAX)}"
            rest = args[3:]
        else:
            return None
        if not rest:
            return text
        return _wrap(" ".join([text, *[self._show(arg, MAX) for arg in rest]]), MAX - 1, needed)

    def _quantifier(self, symbol: str, name: str, args: list[Expr], needed: int) -> str | None:
        groups: list[tuple[list[str], str, int]] = []
        body: Any = args[1]
        if body.__class__ is not Lambda:
            return None
        while True:
            local, body = self._open(body.binder_name, body.binder_type, DEFAULT, body.body)
            type_text = self._show(local.type, 0)
            if groups and groups[-1][1] == type_text:
                groups[-1][0].append(local.pp_name)
            else:
                groups.append(([local.pp_name], type_text, DEFAULT))
            head, inner = get_app_fn_args(body)
            if not (isinstance(head, Const) and head.name == name and len(inner) == 2 and isinstance(inner[1], Lambda)):
                break
            body = inner[1]
        binders = " ".join([_binder(*group) for group in groups])
        return _wrap(f"{symbol} {binders}, {self._show(body, 0)}", BINDERS, needed)

    def _set_builder(self, predicate: Lambda, bar: str) -> str:
        local, body = self._open(predicate.binder_name, predicate.binder_type, DEFAULT, predicate.body)
        binder = local.pp_name if bar == "//" else f"{local.pp_name} : {self._show(local.type, 0)}"
        return f"{{{binder} {bar} {self._show(body, 0)}}}"

    def _tuple(self, args: list[Expr]) -> str:
        head, rest = get_app_fn_args(args[3])
        if isinstance(head, Const) and head.name == "prod.mk" and len(rest) == 4:
            return f"{self._show(args[2], 0)}, {self._tuple(rest)}"
        return f"{self._show(args[2], 0)}, {self._show(args[3], 0)}"

    def _list(self, args: list[Expr]) -> str | None:
        elements: list[str] = []
        while True:
            elements.append(self._show(args[1], 0))
            head, rest = get_app_fn_args(args[2])
            if not isinstance(head, Const):
                return None
            if head.name == "list.nil":
                return f"[{', '.join(elements)}]"
            if head.name != "list.cons" or len(rest) != 3:
                return None
            args = rest


def _wrap(text: str, precedence: int, needed: int) -> str:
    return f"({text})" if precedence < needed else text


def _binder(names: list[str], type_text: str, info: int) -> str:
    brackets = BRACKETS[info]
    return f"{brackets[0]}{' '.join(names)} : {type_text}{brackets[1]}"


# --- messages -------------------------------------------------------------------------------------------------------


def pp(e: Expr, ctx: TypeContext | None = None) -> str:
    """`e` as one line of Lean."""
    return Printer(ctx).text(e)


def pp_goal(ctx: TypeContext, meta: Meta, printer: Printer | None = None) -> str:
    """A goal as Lean shows it: its hypotheses, one line for neighbours of the same type, and the target after `⊢`."""
    printer = printer or Printer(ctx)
    decl = ctx.mctx.decls[meta.id]
    lines: list[str] = []
    names: list[str] = []
    last = ""
    for local in decl.lctx.locals():
        text = printer.text(local.type)
        value = decl.lctx.value(local)
        if value is not None:
            text = f"{text} := {printer.text(value)}"
        if names and text == last and value is None:
            names.append(local.pp_name)
            continue
        if names:
            lines.append(f"{' '.join(names)} : {last}")
        names = [local.pp_name]
        last = text
    if names:
        lines.append(f"{' '.join(names)} : {last}")
    # Lean separates hypotheses by commas, with a line break after each.
    shown = ",\n".join(lines)
    target = f"⊢ {printer.text(decl.type)}"
    return f"{shown}\n{target}" if shown else target


def pp_goals(ctx: TypeContext, metas: Sequence[Meta]) -> str:
    """All goals, with their number first when there are several."""
    if not metas:
        return "no goals"
    texts = [pp_goal(ctx, meta) for meta in metas]
    return texts[0] if len(texts) == 1 else f"{len(texts)} goals\n" + "\n\n".join(texts)


def pp_type_mismatch(ctx: TypeContext, e: Expr, given: Expr, expected: Expr) -> str:
    """Lean's words for a term of the wrong type."""
    printer = Printer(ctx)
    return (
        f"type mismatch, term\n  {printer.text(e)}\nhas type\n  {printer.text(given)}\n"
        f"but is expected to have type\n  {printer.text(expected)}"
    )


def pp_application_mismatch(ctx: TypeContext, application: Expr, arg: Expr, given: Expr, expected: Expr) -> str:
    """Lean's words for an argument of the wrong type."""
    printer = Printer(ctx)
    return (
        f"type mismatch at application\n  {printer.text(application)}\nterm\n  {printer.text(arg)}\n"
        f"has type\n  {printer.text(given)}\nbut is expected to have type\n  {printer.text(expected)}"
    )
