"""Expressions and goals as people read them: Lean 3's notation, with implicit arguments hidden.

The notation of core Lean is built in; what users declare with `notation` is printed as plain application. Lines are not
broken. Reading text back is the parser's business, and nothing here needs to survive it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from lean_env.embedded.elaborator.context import TypeContext
from lean_env.embedded.elaborator.numerals import numeral_value
from lean_env.embedded.elaborator.unify import decremented
from lean_env.embedded.errors import LeanError
from lean_env.embedded.kernel.expr import (
    DEFAULT,
    IMPLICIT,
    INST,
    STRICT,
    App,
    Const,
    Expr,
    Lambda,
    Let,
    Local,
    Meta,
    Pi,
    Sort,
    Var,
    constants_of,
    get_app_fn,
    get_app_fn_args,
    instantiate1,
    mk_const,
    mk_local,
)
from lean_env.embedded.kernel.level import Level, LevelMeta, is_explicit, to_offset
from lean_env.embedded.terms import has_loose_var, level_to_str, locals_of

MAX = 1024
INFINITE = 1 << 20
ARROW = 25


class Shown(NamedTuple):
    """Printed text with the binding powers that decide about parentheses around it.

    What stands before the text must bind less tightly than `left`, and what follows no more tightly than `right`.
    """

    text: str
    left: int
    right: int


class Infix(NamedTuple):
    """`a symbol b`: the token's precedence, what the right side is parsed at, how many arguments come before `a`."""

    symbol: str
    precedence: int
    right: int
    skipped: int


INFIX: dict[str, Infix] = {
    "eq": Infix("=", 50, 50, 1),
    "ne": Infix("≠", 50, 50, 1),
    "iff": Infix("↔", 20, 20, 0),
    "and": Infix("∧", 35, 34, 0),
    "or": Infix("∨", 30, 29, 0),
    "has_add.add": Infix("+", 65, 65, 2),
    "has_sub.sub": Infix("-", 65, 65, 2),
    "has_mul.mul": Infix("*", 70, 70, 2),
    "has_div.div": Infix("/", 70, 70, 2),
    "has_mod.mod": Infix("%", 70, 70, 2),
    "has_pow.pow": Infix("^", 80, 79, 3),
    "has_le.le": Infix("≤", 50, 50, 2),
    "has_lt.lt": Infix("<", 50, 50, 2),
    "ge": Infix("≥", 50, 50, 2),
    "gt": Infix(">", 50, 50, 2),
    "has_mem.mem": Infix("∈", 50, 50, 3),
    "has_dvd.dvd": Infix("∣", 50, 50, 2),
    "has_append.append": Infix("++", 65, 65, 2),
    "has_andthen.andthen": Infix(">>", 55, 55, 4),
    "has_union.union": Infix("∪", 65, 65, 2),
    "has_inter.inter": Infix("∩", 70, 70, 2),
    "has_sdiff.sdiff": Infix("\\", 70, 70, 2),
    "has_subset.subset": Infix("⊆", 50, 50, 2),
    "has_ssubset.ssubset": Infix("⊂", 50, 50, 2),
    "has_equiv.equiv": Infix("≈", 50, 50, 2),
    "list.cons": Infix("::", 67, 66, 1),
    "function.comp": Infix("∘", 90, 89, 3),
    "prod": Infix("×", 35, 34, 0),
    "sum": Infix("⊕", 30, 29, 0),
    "pprod": Infix("×'", 35, 34, 0),
    "psum": Infix("⊕'", 30, 29, 0),
    "band": Infix("&&", 70, 70, 0),
    "bor": Infix("||", 65, 65, 0),
    "has_bind.bind": Infix(">>=", 55, 55, 4),
    "has_orelse.orelse": Infix("<|>", 2, 1, 2),
    "functor.map": Infix("<$>", 100, 99, 4),
    "has_map.map": Infix("<$>", 100, 99, 4),
    "has_seq.seq": Infix("<*>", 60, 60, 4),
}
BINDER_SYMBOLS = {"Exists": "∃", "sigma": "Σ", "psigma": "Σ'"}
ALIASES = {
    "nat": "ℕ",
    "int": "ℤ",
    "bool.tt": "tt",
    "bool.ff": "ff",
    "option.some": "some",
    "option.none": "none",
    "has_pure.pure": "pure",
    "inhabited.default": "default",
    "has_coe_to_sort.coe": "coe_sort",
    "decidable.to_bool": "to_bool",
    "linear_order.min": "min",
    "linear_order.max": "max",
    "nat.zero": "0",
    "has_emptyc.emptyc": "∅",
}
BRACKETS = {DEFAULT: "()", IMPLICIT: "{}", STRICT: "⦃⦄", INST: "[]"}


class Printer:
    """Prints expressions; metavariables are numbered in order of appearance, as `?m_1`."""

    def __init__(self, ctx: TypeContext | None = None) -> None:
        self.ctx = ctx
        self.metas: dict[int, str] = {}
        self.level_metas: dict[int, str] = {}

    def text(self, e: Expr) -> str:
        """`e` on one line."""
        if self.ctx is not None:
            e = self.ctx.instantiate(e)
        return self._show(e).text

    def _child(self, e: Expr, needed: int) -> str:
        """`e` where text of binding power `needed` may follow."""
        shown = self._show(e)
        return f"({shown.text})" if shown.right < needed else shown.text

    def _argument(self, e: Expr) -> str:
        if e.__class__ is App and self._is_proof(e):
            return "_"
        return self._child(e, MAX)

    def _show(self, e: Expr) -> Shown:
        node: Any = e
        cls = e.__class__
        if cls is Local:
            return _atom(str(node.pp_name))
        if cls is Const:
            return _atom(self._const(node.name))
        if cls is Var:
            return _atom(f"#{node.idx}")
        if cls is Meta:
            return _atom(self._meta(node))
        if cls is Sort:
            return self._sort(node.level)
        if cls is Pi:
            return self._pi(node)
        if cls is Lambda:
            return _open(self._binders("λ", e, Lambda))
        if cls is Let:
            local, body = self._opened(node.binder_name, node.binder_type, DEFAULT, node.body)
            head = f"let {local.pp_name} : {self._child(node.binder_type, 0)} := {self._child(node.value, 0)}"
            return _open(f"{head} in {self._child(body, 0)}")
        return self._app(e)

    # --- leaves ---

    def _const(self, name: str) -> str:
        alias = ALIASES.get(name)
        if alias is not None:
            return alias
        state: Any = self.ctx.state if self.ctx is not None else None
        if state is None or not hasattr(state, "user_name"):
            return name
        shown: str = state.user_name(name)
        for namespace in [state.namespace, *state.open_namespaces]:
            prefix = f"{namespace}."
            if namespace and shown.startswith(prefix) and state.resolve(shown[len(prefix) :]) == [name]:
                return shown[len(prefix) :]
        return shown

    def _meta(self, meta: Meta) -> str:
        name = self.metas.get(meta.id)
        if name is None:
            name = ""
            if self.ctx is not None and meta.id in self.ctx.mctx.decls:
                name = self.ctx.mctx.decls[meta.id].name
            name = f"?{name}" if name else f"?m_{len(self.metas) + 1}"
            self.metas[meta.id] = name
        return name

    def _sort(self, level: Level) -> Shown:
        offset = to_offset(level)[1]
        if is_explicit(level):
            if offset == 0:
                return _atom("Prop")
            return _atom("Type") if offset == 1 else Shown(f"Type {offset - 1}", INFINITE, MAX - 1)
        lower = decremented(level)
        if lower is not None:
            return Shown(f"Type {self._level(lower)}", INFINITE, MAX - 1)
        return Shown(f"Sort {self._level(level)}", INFINITE, MAX - 1)

    def _level(self, level: Level) -> str:
        if isinstance(level, LevelMeta):
            return self.level_metas.setdefault(level.id, f"?l_{len(self.level_metas) + 1}")
        text = level_to_str(level)
        return text if text.replace("_", "").isalnum() else f"({text})"

    # --- binders ---

    def _opened(self, name: str, binder_type: Expr, info: int, body: Expr) -> tuple[Local, Expr]:
        used = {local.pp_name for local in locals_of(body)} if body.has_local else set()
        fresh = name
        count = 0
        while fresh in used:
            count += 1
            fresh = f"{name}_{count}"
        local = mk_local(fresh, binder_type, info)
        return local, instantiate1(body, local)

    def _pi(self, e: Any) -> Shown:
        if e.binder_info == DEFAULT and not has_loose_var(e.body, 0):
            body = instantiate1(e.body, mk_const("_"))
            result = self._show(body).text if body.__class__ is Pi else self._child(body, ARROW - 1)
            return Shown(f"{self._child(e.binder_type, ARROW)} → {result}", ARROW, ARROW - 1)
        return _open(self._binders("∀" if self._is_prop(e) else "Π", e, Pi))

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

    def _is_proof(self, e: Expr) -> bool:
        if self.ctx is None or e.loose:
            return False
        mark = self.ctx.mctx.mark()
        try:
            return self.ctx.is_proof(e)
        except (LeanError, KeyError):
            return False
        finally:
            self.ctx.mctx.undo(mark)

    def _binders(self, symbol: str, e: Any, cls: Any) -> str:
        groups: list[tuple[list[str], str, int]] = []
        while e.__class__ is cls:
            if cls is Pi and e.binder_info == DEFAULT and groups and not has_loose_var(e.body, 0):
                break
            local, body = self._opened(e.binder_name, e.binder_type, e.binder_info, e.body)
            self._group(groups, local, e.binder_info)
            e = body
        return f"{symbol} {' '.join([_binder(*group) for group in groups])}, {self._child(e, 0)}"

    def _group(self, groups: list[tuple[list[str], str, int]], local: Local, info: int) -> None:
        type_text = self._child(local.type, 0)
        if groups and groups[-1][1] == type_text and groups[-1][2] == info and info != INST:
            groups[-1][0].append(local.pp_name)
        else:
            groups.append(([local.pp_name], type_text, info))

    # --- applications ---

    def _app(self, e: Expr) -> Shown:
        number = numeral_value(e)
        if number is not None:
            return _atom(str(number))
        head, args = get_app_fn_args(e)
        if isinstance(head, Const):
            shown = self._notation(head, args) or self._structure(head, args)
            if shown is not None:
                return shown
        infos = self._infos(head, len(args))
        explicit = [arg for i, arg in enumerate(args) if i >= len(infos) or infos[i] == DEFAULT]
        field = self._field(head, args, infos) if isinstance(head, Const) else None
        if field is not None:
            head_text = field
            explicit = explicit[1:]
        else:
            head_text = self._const(head.name) if isinstance(head, Const) else self._child(head, MAX)
        return self._applied(head_text, explicit)

    def _applied(self, head_text: str, args: Sequence[Expr]) -> Shown:
        if not args:
            return _atom(head_text)
        return Shown(" ".join([head_text, *[self._argument(arg) for arg in args]]), INFINITE, MAX - 1)

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
        info = self.ctx.env.get(head.name) if prefix and self.ctx is not None else None
        if info is None or self.ctx is None:
            return None
        if self.ctx.state.projection_info(head.name) is not None and self.ctx.state.is_class(prefix):
            return None
        node: Any = info.type
        for i in range(min(len(args), len(infos))):
            if node.__class__ is not Pi:
                return None
            if infos[i] == DEFAULT:
                owned = self._is_owned(node.binder_type, args[i], prefix)
                return f"{self._child(args[i], MAX)}.{last}" if owned else None
            node = node.body
        return None

    def _is_owned(self, declared: Expr, arg: Expr, prefix: str) -> bool:
        if not is_head(declared, prefix) or arg.loose or self.ctx is None:
            return False
        try:
            return is_head(self.ctx.instantiate(self.ctx.infer(arg)), prefix)
        except (LeanError, KeyError):
            return False

    def _structure(self, head: Const, args: list[Expr]) -> Shown | None:
        """`{fst := a, snd := b}` for a structure's constructor that has all its arguments."""
        state: Any = self.ctx.state if self.ctx is not None else None
        if state is None or not hasattr(state, "structure_info"):
            return None
        owner = head.name.rpartition(".")[0]
        info: Any = state.structure_info(owner) if owner else None
        constructor = state.env.get(head.name)
        if info is None or constructor is None or constructor.kind != "constructor":
            return None
        count = constructor.num_params
        if len(args) != count + constructor.num_fields:
            return None
        values = [self._argument(arg) if self._is_compound_proof(arg) else self._child(arg, 0) for arg in args[count:]]
        if state.has_attribute("pp_using_anonymous_constructor", owner):
            return _atom(f"⟨{', '.join(values)}⟩")
        names = [field.name for field in info.fields]
        if len(names) != len(values):
            return None
        return _atom(f"{{{', '.join([f'{name} := {value}' for name, value in zip(names, values, strict=True)])}}}")

    def _is_compound_proof(self, e: Expr) -> bool:
        return e.__class__ is App and self._is_proof(e)

    def _notation(self, head: Const, args: list[Expr]) -> Shown | None:
        name = head.name
        count = len(args)
        infix = INFIX.get(name)
        if infix is not None and count == infix.skipped + 2:
            elements = self._list(args) if name == "list.cons" else None
            return _atom(elements) if elements is not None else self._infix(infix, args[-2], args[-1])
        if name == "heq" and count == 4:
            return self._infix(Infix("==", 50, 50, 0), args[1], args[3])
        if name == "not" and count == 1:
            return self._prefix("¬", 40, args[0])
        if name == "has_neg.neg" and count == 3:
            return self._prefix("-", 75, args[2])
        if name == "has_inv.inv" and count == 3:
            return _atom(f"{self._child(args[2], MAX)}⁻¹")
        if name in BINDER_SYMBOLS and count == 2:
            return self._quantifier(BINDER_SYMBOLS[name], name, args)
        if name in ("subtype", "set_of") and count == 2 and isinstance(args[1], Lambda):
            return _atom(self._set_builder(args[1], "//" if name == "subtype" else "|"))
        if name == "prod.mk" and count == 4:
            return _atom(f"({self._tuple(args)})")
        if name == "list.nil" and count == 1:
            return _atom("list.nil")
        if name == "has_emptyc.emptyc" and count == 2:
            return _atom("∅")
        if name == "int.neg_succ_of_nat" and count == 1:
            return _atom(f"-[1+ {self._child(args[0], 0)}]")
        return self._coercion(name, args)

    def _infix(self, infix: Infix, a: Expr, b: Expr) -> Shown:
        left = self._child(a, infix.precedence)
        right = self._show(b)
        if right.left <= infix.right:
            return Shown(f"{left} {infix.symbol} ({right.text})", infix.precedence, infix.right)
        return Shown(f"{left} {infix.symbol} {right.text}", infix.precedence, min(infix.right, right.right))

    def _prefix(self, symbol: str, precedence: int, e: Expr) -> Shown:
        right = self._show(e)
        if right.left <= precedence:
            return Shown(f"{symbol}({right.text})", INFINITE, precedence)
        return Shown(f"{symbol}{right.text}", INFINITE, min(precedence, right.right))

    def _coercion(self, name: str, args: list[Expr]) -> Shown | None:
        count = len(args)
        if name in ("coe", "lift_t") and count >= 4:
            return self._applied(f"↑{self._child(args[3], MAX)}", args[4:])
        if name == "coe_sort" and count >= 4:
            return self._applied(f"↥{self._child(args[3], MAX)}", args[4:])
        if name == "coe_fn" and count >= 4:
            return self._applied(f"⇑{self._child(args[3], MAX)}", args[4:])
        return None

    def _quantifier(self, symbol: str, name: str, args: list[Expr]) -> Shown | None:
        groups: list[tuple[list[str], str, int]] = []
        body: Any = args[1]
        if body.__class__ is not Lambda:
            return None
        while True:
            local, body = self._opened(body.binder_name, body.binder_type, DEFAULT, body.body)
            self._group(groups, local, DEFAULT)
            head, inner = get_app_fn_args(body)
            if not (isinstance(head, Const) and head.name == name and len(inner) == 2 and isinstance(inner[1], Lambda)):
                break
            body = inner[1]
        return _open(f"{symbol} {' '.join([_binder(*group) for group in groups])}, {self._child(body, 0)}")

    def _set_builder(self, predicate: Lambda, bar: str) -> str:
        local, body = self._opened(predicate.binder_name, predicate.binder_type, DEFAULT, predicate.body)
        binder = local.pp_name if bar == "//" else f"{local.pp_name} : {self._child(local.type, 0)}"
        return f"{{{binder} {bar} {self._child(body, 0)}}}"

    def _tuple(self, args: list[Expr]) -> str:
        head, rest = get_app_fn_args(args[3])
        if isinstance(head, Const) and head.name == "prod.mk" and len(rest) == 4:
            return f"{self._child(args[2], 0)}, {self._tuple(rest)}"
        return f"{self._child(args[2], 0)}, {self._child(args[3], 0)}"

    def _list(self, args: list[Expr]) -> str | None:
        elements: list[str] = []
        while True:
            elements.append(self._child(args[1], 0))
            head, rest = get_app_fn_args(args[2])
            if not isinstance(head, Const):
                return None
            if head.name == "list.nil":
                return f"[{', '.join(elements)}]"
            if head.name != "list.cons" or len(rest) != 3:
                return None
            args = rest


def is_head(e: Expr, name: str) -> bool:
    """Whether the constant `name` is at the head of `e`."""
    head = get_app_fn(e)
    return isinstance(head, Const) and head.name == name


def _atom(text: str) -> Shown:
    return Shown(text, INFINITE, INFINITE)


def _open(text: str) -> Shown:
    """Text that ends in the body of a binder, which takes in all that follows."""
    return Shown(text, INFINITE, 0)


def _binder(names: list[str], type_text: str, info: int) -> str:
    brackets = BRACKETS[info]
    return f"{brackets[0]}{' '.join(names)} : {type_text}{brackets[1]}"


# --- messages -------------------------------------------------------------------------------------------------------


class ExplicitPrinter(Printer):
    """Prints as `pp.all` has it: no notation, every argument, universes; the text can be read back unambiguously."""

    def _show(self, e: Expr) -> Shown:
        node: Any = e
        return _atom(self._explicit(node)) if e.__class__ is Const else super()._show(e)

    def _argument(self, e: Expr) -> str:
        return self._child(e, MAX)

    def _app(self, e: Expr) -> Shown:
        head, args = get_app_fn_args(e)
        head_text = self._child(head, MAX)
        if any(info != DEFAULT for info in self._infos(head, len(args))):
            head_text = f"@{head_text}"
        return self._applied(head_text, args)

    def _opened(self, name: str, binder_type: Expr, info: int, body: Expr) -> tuple[Local, Expr]:
        taken = constants_of(body)
        while name in taken:
            name = f"{name}_1"
        return super()._opened(name, binder_type, info, body)

    def _explicit(self, const: Const) -> str:
        levels = " ".join([self._level(level) for level in const.levels])
        return f"{const.name}.{{{levels}}}" if const.levels else const.name


def pp(e: Expr, ctx: TypeContext | None = None, explicit: bool = False) -> str:
    """`e` as one line of Lean, or with `explicit` as `pp.all` has it."""
    return (ExplicitPrinter if explicit else Printer)(ctx).text(e)


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
