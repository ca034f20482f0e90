"""Everything a Lean file builds up besides the kernel's environment: attributes, classes, instances, structures, names.

A `State` is a stack of overlay tables over a frozen parent, so that a check begins from the finished prelude in
constant time and is forgotten by dropping its overlay. What is bound to a section, a namespace or a file (`open`,
`variable`, `local attribute`) is undone by `pop_scope`. Parsing, elaborating and proving are the other modules'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lean_env.embedded.errors import LeanError, Position
from lean_env.embedded.kernel import expr as ex
from lean_env.embedded.kernel.declaration import ConstantInfo, DefinitionInfo, TheoremDecl
from lean_env.embedded.kernel.environment import Environment
from lean_env.embedded.kernel.level import Level, Param, mk_param
from lean_env.embedded.kernel.typechecker import TypeChecker

DEFAULT_PRIORITY = 1000
_MISSING: Any = object()


class Table:
    """A mapping over a read-only parent mapping; a deletion hides the parent's entry."""

    __slots__ = ("_own", "_parent")

    def __init__(self, parent: Table | None = None) -> None:
        self._own: dict[Any, Any] = {}
        self._parent = parent

    def get(self, key: Any, default: Any = None) -> Any:
        """The value at `key`, or `default`."""
        layer: Table | None = self
        while layer is not None:
            value = layer._own.get(key, _MISSING)
            if value is not _MISSING:
                return default if value is None else value
            layer = layer._parent
        return default

    def __getitem__(self, key: Any) -> Any:
        value = self.get(key, _MISSING)
        if value is _MISSING:
            raise KeyError(key)
        return value

    def __setitem__(self, key: Any, value: Any) -> None:
        self._own[key] = value

    def __delitem__(self, key: Any) -> None:
        self._own[key] = None

    def __contains__(self, key: Any) -> bool:
        layer: Table | None = self
        while layer is not None:
            if key in layer._own:
                return layer._own[key] is not None
            layer = layer._parent
        return False

    def setdefault(self, key: Any, default: Any) -> Any:
        """The value at `key`; `default` is stored first when there is none."""
        value = self.get(key, _MISSING)
        if value is _MISSING:
            self._own[key] = value = default
        return value

    def keys(self) -> Iterator[Any]:
        """Every key that is present, parent's first."""
        if self._parent is not None:
            for key in self._parent:
                if key not in self._own:
                    yield key
        for key, value in self._own.items():
            if value is not None:
                yield key

    def __iter__(self) -> Iterator[Any]:
        return self.keys()


class AttributeEntry(NamedTuple):
    """One use of an attribute."""

    decl: str
    value: Any
    priority: int


@dataclass(frozen=True, slots=True)
class ProjectionInfo:
    """A projection function of a structure; `index` counts the fields from 0."""

    name: str
    constructor: str
    structure: str
    num_params: int
    index: int
    inst_implicit: bool

    @property
    def is_class(self) -> bool:
        """Whether the structure is a class, so that its argument is found by instance resolution."""
        return self.inst_implicit


@dataclass(frozen=True, slots=True)
class Opening:
    """What one `open` or `export` command says of a namespace: `renamed` pairs short names with full ones.

    `explicit`: only the names listed; else all of the namespace but `hidden`, below the prefix `alias` if there is one.
    """

    namespace: str
    alias: str
    renamed: tuple[tuple[str, str], ...]
    hidden: frozenset[str]
    explicit: bool


@dataclass(slots=True)
class OpenNamespace:
    """An `open` command: all of the namespace but `hidden` names, as far as declared before the counter was `limit`."""

    namespace: str
    hidden: frozenset[str]
    limit: int


@dataclass(slots=True)
class SectionVariable:
    """A `variable` or `parameter`: its Local, and how it is treated."""

    local: ex.Local
    is_parameter: bool
    included: bool = False


@dataclass(frozen=True, slots=True)
class SectionReference:
    """What a constant declared in a section stands for there: itself at fixed universes, applied to the parameters."""

    name: str
    levels: tuple[Level, ...]
    params: tuple[ex.Local, ...]


@dataclass(slots=True)
class Scope:
    """What a file, namespace or section holds until its end."""

    kind: str
    header: str
    namespace: str
    variables: list[SectionVariable] = field(default_factory=list)
    universes: list[str] = field(default_factory=list)
    opens: list[OpenNamespace] = field(default_factory=list)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    undo: list[Callable[[], None]] = field(default_factory=list)
    fixed_universes: list[str] = field(default_factory=list)
    local_refs: dict[str, SectionReference] = field(default_factory=dict)
    noncomputable: bool = False
    exported: list[Opening] = field(default_factory=list)
    # Names that `hide` took away, with how many namespaces were open in this scope by then.
    hidden: dict[str, int] = field(default_factory=dict)


class State:
    """The elaborator's world: `env` and its tables. `child()` makes the overlay that a check works in."""

    def __init__(self, env: Environment, notations: Any = None, parent: State | None = None) -> None:
        self.env = env
        self.notations = notations
        self.parent = parent
        self._tables: dict[str, Table] = {}
        self._caches: dict[str, dict[Any, Any]] = {}
        self._counter: int = parent._counter if parent is not None else 0
        self._versions: dict[str, int] = {}
        self.epoch = 0
        self.changed_outside = False
        self.changed_instances = False
        self._instances_sorted: dict[str, tuple[str, ...]] = {}
        self._reducibility = self.table("reducibility")
        self._classes = self.table("class")
        self._class_instances = self.table("instances")
        self._projections = self.table("projection")
        self._matchers = self.table("matcher")
        self._aux_recursors = self.table("aux_recursor")
        self._order = self.table("declaration order")
        self.scopes: list[Scope] = [Scope("file", "", "")]
        self.tick: Callable[[], None] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Scratch caches stay behind when a state is frozen."""
        return {**self.__dict__, "_caches": {}, "tick": None}

    # layers

    def child(self) -> State:
        """An overlay: what is added to it is unseen by this state, which must not change while the overlay lives."""
        notations = self.notations.overlay() if self.notations is not None else None
        return State(self.env.child(), notations, self)

    def fork(self) -> State:
        """An overlay in the same scopes, for a command that leaves nothing behind (`example`, `#check`)."""
        result = State(self.env.child(), self.notations, self)
        result.scopes = self.scopes
        result.tick = self.tick
        return result

    def table(self, name: str) -> Table:
        """The overlay table of that name, made on first use."""
        found = self._tables.get(name)
        if found is None:
            found = Table(self.parent.table(name) if self.parent is not None else None)
            self._tables[name] = found
        return found

    def cache(self, name: str) -> dict[Any, Any]:
        """A scratch dictionary of this layer, for indexes that others build lazily."""
        return self._caches.setdefault(name, {})

    def version(self, name: str) -> int:
        """A number that changes whenever the attribute `name` is given or taken, in this layer or before it."""
        own = self._versions.get(name)
        if own is not None:
            return own
        return self.parent.version(name) if self.parent is not None else 0

    def _touch(self, name: str) -> None:
        self._versions[name] = self.version(name) + 1
        self.epoch += 1

    def _touch_reduction(self, name: str) -> None:
        """The constant `name` reduces in another way from now on, so cached results about it are stale.

        `epoch` counts such changes in this layer; `changed_outside` says that a parent's constant was concerned, and
        `changed_instances` that the instances of some class were.
        """
        self.epoch += 1
        if self.parent is not None and name in self.parent.env:
            self.changed_outside = True

    # environment

    def get(self, name: str) -> ConstantInfo | None:
        """The constant of that full name."""
        return self.env.get(name)

    def add_declaration(self, decl: Any, position: Position | None = None) -> None:
        """Through the kernel's one door; LeanError of kind `kernel` when it refuses."""
        before = getattr(decl, "name", "")
        try:
            self.env.add(decl, self.tick)
        except LeanError as error:
            raise error.at(position) from None
        names = [before]
        if hasattr(decl, "constructors"):
            names += [c[0] for c in decl.constructors] + [before + ".rec"]
        elif not before:
            names = ["quot", "quot.mk", "quot.lift", "quot.ind"]
        for name in names:
            self._register_name(name)

    def _register_name(self, name: str) -> None:
        self._counter += 1
        self._order[name] = self._counter
        namespaces = self.table("namespaces")
        prefix = parent_name(name)
        while prefix and prefix not in namespaces:
            namespaces[prefix] = True
            prefix = parent_name(prefix)

    def declaration_names(self) -> list[str]:
        """The names declared in this layer, in order."""
        return [name for name, order in self._order._own.items() if order is not None]

    # options

    def option(self, name: str, default: Any = None) -> Any:
        """The value of an option, or `default`."""
        return self.table("option").get(name, default)

    def set_option(self, name: str, value: Any) -> None:
        """Until the end of the current scope, as Lean does."""
        table = self.table("option")
        old = table.get(name)
        table[name] = value
        self.scopes[-1].undo.append(lambda: table.__setitem__(name, old))

    # attributes

    def set_attribute(
        self, attr: str, decl: str, value: Any = None, priority: int = DEFAULT_PRIORITY, local: bool = False
    ) -> None:
        """Record `@[attr]` on `decl`; `local` ones go with the current scope. Validation is the command's business."""
        table = self.table("attribute " + attr)
        old = table.get(decl)
        if old is not None:
            del table[decl]
        table[decl] = AttributeEntry(decl, value, priority)
        self._touch(attr)
        if local:
            self._undo_attribute(table, attr, decl, old)

    def unset_attribute(self, attr: str, decl: str) -> None:
        """`local attribute [-attr] decl`: until the end of the scope."""
        table = self.table("attribute " + attr)
        old = table.get(decl)
        del table[decl]
        self._touch(attr)
        self._undo_attribute(table, attr, decl, old)

    def _undo_attribute(self, table: Table, attr: str, decl: str, old: AttributeEntry | None) -> None:
        def undo() -> None:
            table[decl] = old
            self._touch(attr)

        self.scopes[-1].undo.append(undo)

    def has_attribute(self, attr: str, decl: str) -> bool:
        """Whether `decl` has it now."""
        return decl in self.table("attribute " + attr)

    def attribute_value(self, attr: str, decl: str) -> Any:
        """Its argument, None when there is none."""
        entry = self.table("attribute " + attr).get(decl)
        return entry.value if entry is not None else None

    def attribute_priority(self, attr: str, decl: str) -> int:
        """Its priority."""
        entry = self.table("attribute " + attr).get(decl)
        return entry.priority if entry is not None else DEFAULT_PRIORITY

    def attribute_entries(self, attr: str) -> list[AttributeEntry]:
        """All uses, the latest last."""
        table = self.table("attribute " + attr)
        return [table[decl] for decl in table]

    def own_attribute_entries(self, attr: str) -> list[AttributeEntry]:
        """The uses recorded in this layer only, the latest last."""
        own = self.table("attribute " + attr)._own
        return [entry for entry in own.values() if entry is not None]

    def hidden_attribute_decls(self, attr: str) -> list[str]:
        """Declarations whose entry in the parent layer is hidden by this one."""
        return [decl for decl, entry in self.table("attribute " + attr)._own.items() if entry is None]

    def simp_lemmas(self, attr: str = "simp") -> list[str]:
        """The declarations of a simp set, the latest last."""
        return [entry.decl for entry in self.attribute_entries(attr)]

    # reducibility

    def reducibility(self, name: str) -> str:
        """`reducible`, `semireducible` or `irreducible`."""
        return self._reducibility.get(name, "semireducible")  # type: ignore[no-any-return]

    def set_reducibility(self, name: str, status: str, local: bool = False) -> None:
        """See `reducibility`."""
        table = self._reducibility
        old = table.get(name)
        table[name] = status
        self._touch_reduction(name)
        self._touch("reducibility")
        if local:

            def undo() -> None:
                table[name] = old
                self._touch("reducibility")

            self.scopes[-1].undo.append(undo)

    # classes and instances

    def add_class(self, name: str) -> None:
        """Make `name` a class."""
        self._classes[name] = True
        self._touch("class")

    def is_class(self, name: str) -> bool:
        """Whether `name` is a class."""
        return name in self._classes

    def out_params(self, class_name: str) -> tuple[int, ...]:
        """Positions of the parameters marked `out_param`."""
        cache = self.table("out_params")
        found = cache.get(class_name)
        if found is None:
            found = _out_params(self, class_name)
            if class_name in self.env:
                cache[class_name] = found
        return found  # type: ignore[no-any-return]

    def add_instance(self, name: str, priority: int = DEFAULT_PRIORITY, local: bool = False) -> None:
        """Make the constant `name` an instance of the class its type ends in; LeanError when it ends in no class."""
        class_name = self._class_of_instance(name)
        instances = self._class_instances
        old = instances.get(class_name, ())
        self._counter += 1
        entry = (priority, self._counter, name)
        instances[class_name] = (*[e for e in old if e[2] != name], entry)
        had = self.table("instance").get(name)
        self.table("instance")[name] = priority
        self._instance_changed(class_name)
        self.set_attribute("instance", name, None, priority, local)
        if local:

            def undo() -> None:
                kept = tuple(e for e in instances.get(class_name, ()) if e[2] != name)
                instances[class_name] = kept + tuple(e for e in old if e[2] == name)
                self.table("instance")[name] = had
                self._instance_changed(class_name)

            self.scopes[-1].undo.append(undo)

    def remove_instance(self, name: str) -> None:
        """`local attribute [-instance] name`."""
        class_name = self._class_of_instance(name)
        old = self._class_instances.get(class_name, ())
        self._class_instances[class_name] = tuple(e for e in old if e[2] != name)
        had = self.table("instance").get(name)
        del self.table("instance")[name]
        self._instance_changed(class_name)

        def undo() -> None:
            self._class_instances[class_name] = old
            self.table("instance")[name] = had
            self._instance_changed(class_name)

        self.scopes[-1].undo.append(undo)

    def _instance_changed(self, class_name: str) -> None:
        self._instances_sorted.pop(class_name, None)
        self.changed_instances = True
        self._touch("instance")

    def _class_of_instance(self, name: str) -> str:
        info = self.env.get(name)
        if info is None:
            raise LeanError(f"invalid 'instance' attribute, unknown declaration '{name}'", kind="invalid")
        target = info.type
        while True:
            while isinstance(target, ex.Pi):
                target = target.body
            head, args = ex.get_app_fn_args(target)
            if not isinstance(head, ex.Const):
                break
            if self.is_class(head.name):
                return head.name
            definition = self.env.get(head.name)
            if not isinstance(definition, DefinitionInfo):
                break
            value = ex.instantiate_level_params(definition.value, definition.level_params, head.levels)
            target = ex.beta(value, args)
        raise LeanError(f"invalid instance '{name}', type is not a class", kind="invalid")

    def instances(self, class_name: str) -> tuple[str, ...]:
        """Instances of a class, best first: by priority, then the latest first."""
        found = self._instances_sorted.get(class_name)
        if found is None and self.parent is not None and class_name not in self._class_instances._own:
            found = self._instances_sorted[class_name] = self.parent.instances(class_name)
        if found is None:
            entries = sorted(self._class_instances.get(class_name, ()), key=lambda e: (-e[0], -e[1]))
            found = tuple(e[2] for e in entries)
            self._instances_sorted[class_name] = found
        return found

    def is_instance(self, name: str) -> bool:
        """Whether the constant is a declared instance."""
        return name in self.table("instance")

    def instance_priority(self, name: str) -> int:
        """The priority it was declared with."""
        return self.table("instance").get(name, DEFAULT_PRIORITY)  # type: ignore[no-any-return]

    # structures, projections, recursors, equation lemmas

    def add_projection(self, info: ProjectionInfo) -> None:
        """Register a projection function."""
        self._projections[info.name] = info
        self._touch_reduction(info.name)

    def projection_info(self, name: str) -> Any:
        """The `ProjectionInfo` of a projection function, or None."""
        return self._projections.get(name)

    def is_projection(self, name: str) -> bool:
        """Whether the constant is a projection function."""
        return name in self._projections

    def add_structure(self, info: Any) -> None:
        """Register a structure's description (`structures.StructureInfo`)."""
        self.table("structure")[info.name] = info

    def structure_info(self, name: str) -> Any:
        """What `add_structure` stored, or None."""
        return self.table("structure").get(name)

    def mark_aux_recursor(self, name: str, kind: str = "") -> None:
        """`cases_on`, `brec_on` and the like: eliminators to the elaborator, unfolded eagerly."""
        self._aux_recursors[name] = kind or name.rpartition(".")[2]
        self._touch_reduction(name)

    def aux_recursor_kind(self, name: str) -> str | None:
        """The kind given to `mark_aux_recursor`."""
        return self._aux_recursors.get(name)  # type: ignore[no-any-return]

    def is_aux_recursor(self, name: str) -> bool:
        """Whether `name` was marked so."""
        return name in self._aux_recursors

    def mark_no_confusion(self, name: str) -> None:
        """`I.no_confusion`: has an elaboration of its own."""
        self.table("no_confusion")[name] = True

    def is_no_confusion(self, name: str) -> bool:
        """Whether `name` was marked so."""
        return name in self.table("no_confusion")

    def set_smart_unfolding(self, name: str, value: ex.Expr) -> None:
        """The equations of a definition as one term, right sides wrapped in `id_rhs`: how `whnf` unfolds it."""
        self.table("smart unfolding")[name] = value
        self._touch_reduction(name)

    def smart_unfolding(self, name: str) -> ex.Expr | None:
        """See `set_smart_unfolding`."""
        return self.table("smart unfolding").get(name)  # type: ignore[no-any-return]

    def mark_matcher(self, name: str) -> None:
        """`f._match_1`: a function that a `match` was compiled to."""
        self._matchers[name] = True

    def is_matcher(self, name: str) -> bool:
        """Whether `name` was marked so."""
        return name in self._matchers

    def add_equation_lemma(self, lemma: str, of: str) -> None:
        """Append an equation lemma of the function `of`."""
        table = self.table("equation lemmas")
        table[of] = (*self.equation_lemmas(of), lemma)

    def set_equation_lemmas(self, of: str, lemmas: tuple[str, ...]) -> None:
        """The names of a function's equation lemmas, first equation first."""
        self.table("equation lemmas")[of] = lemmas

    def equation_lemmas(self, of: str) -> tuple[str, ...]:
        """The equation lemmas of a function, first equation first."""
        found = self.table("equation lemmas").get(of)
        if found is None:
            arity = self.table("definition arity").get(of)
            if arity is None:
                return ()
            found = (self._declare_unfolding(of, arity),)
            self.table("equation lemmas")[of] = found
        return found  # type: ignore[no-any-return]

    def _declare_unfolding(self, of: str, arity: int) -> str:
        """`of x y = body`, the equation lemma of a definition by a term, made when first asked for."""
        lemma = of + ".equations._eqn_1"
        info = self.env.get(of)
        assert isinstance(info, DefinitionInfo)
        levels = tuple([mk_param(name) for name in info.level_params])
        params: list[ex.Local] = []
        value, type_ = info.value, info.type
        while len(params) < arity and isinstance(value, ex.Lambda) and isinstance(type_, ex.Pi):
            local = ex.mk_local(value.binder_name, ex.instantiate(value.binder_type, params), value.binder_info)
            params.append(local)
            value, type_ = value.body, type_.body
        value, type_ = ex.instantiate(value, params), ex.instantiate(type_, params)
        sort = TypeChecker(self.env).sort_level(type_)
        left = ex.mk_apps(ex.mk_const(of, levels), params)
        statement = ex.mk_apps(ex.mk_const("eq", (sort,)), [type_, left, value])
        proof = ex.mk_apps(ex.mk_const("eq.refl", (sort,)), [type_, left])
        self.add_declaration(
            TheoremDecl(lemma, info.level_params, ex.pi_over(params, statement), ex.lambda_over(params, proof))
        )
        return lemma

    # flags

    def mark_protected(self, name: str) -> None:
        """`protected`: its short name is not seen by `open` nor inside its namespace."""
        self.table("protected")[name] = True

    def is_protected(self, name: str) -> bool:
        """Whether `mark_protected` was called."""
        return name in self.table("protected")

    def mark_noncomputable(self, name: str) -> None:
        """Compiled code is not made for it."""
        self.table("noncomputable")[name] = True

    def is_noncomputable(self, name: str) -> bool:
        """Whether `mark_noncomputable` was called."""
        return name in self.table("noncomputable")

    def mark_auxiliary(self, name: str) -> None:
        """Not written by the user."""
        self.table("auxiliary")[name] = True

    def is_auxiliary(self, name: str) -> bool:
        """Whether `mark_auxiliary` was called."""
        return name in self.table("auxiliary")

    def mark_private(self, full: str, user: str, written: str) -> None:
        """`full` is how the environment knows the private `user`; until its namespace ends, `written` finds it."""
        self.table("private")[full] = user
        self.table("private alias")[full] = written
        spaces = [scope for scope in self.scopes if scope.kind != "section"]
        self.add_alias(written, full, spaces[-1])

    def private_count(self) -> int:
        """How many declarations are private."""
        return len(list(self.table("private").keys()))

    def private_alias(self, name: str) -> str:
        """The short name of a private declaration."""
        return self.table("private alias")[name]  # type: ignore[no-any-return]

    def is_private(self, name: str) -> bool:
        """Whether the full name is of a private declaration."""
        return name in self.table("private")

    def user_name(self, name: str) -> str:
        """The name the user wrote for a possibly private one."""
        return self.table("private").get(name, name)  # type: ignore[no-any-return]

    def next_aux_name(self, base: str, kind: str) -> str:
        """`base._kind_n` for the first n that is free."""
        number = 1
        while f"{base}.{kind}_{number}" in self.env:
            number += 1
        return f"{base}.{kind}_{number}"

    # relations

    def refl_lemma(self, relation: str) -> str | None:
        """The lemma `@[refl]` gave for the relation."""
        return self.table("refl").get(relation)  # type: ignore[no-any-return]

    def symm_lemma(self, relation: str) -> str | None:
        """The lemma `@[symm]` gave for the relation."""
        return self.table("symm").get(relation)  # type: ignore[no-any-return]

    def trans_lemma(self, first: str, second: str) -> tuple[str, str] | None:
        """The `@[trans]` lemma that composes two relations, and the resulting relation."""
        return self.table("trans").get((first, second))  # type: ignore[no-any-return]

    def subst_lemma(self, relation: str) -> str | None:
        """The lemma `@[subst]` gave for the relation."""
        return self.table("subst").get(relation)  # type: ignore[no-any-return]

    # scopes and names

    @property
    def namespace(self) -> str:
        """The current namespace, `""` at the top."""
        return self.scopes[-1].namespace

    def namespaces(self) -> list[str]:
        """The namespaces names are looked up in, innermost first, without the root."""
        result: list[str] = []
        for scope in reversed(self.scopes):
            if scope.namespace and scope.namespace not in result:
                result.append(scope.namespace)
        return result

    def full_name(self, name: str) -> str:
        """The name a declaration gets in the current namespace; `_root_.` escapes it."""
        if name.startswith("_root_."):
            return name[7:]
        return join_name(self.namespace, name)

    def push_scope(self, kind: str, header: str) -> None:
        """Enter a `namespace` or `section` (`kind`) with that header."""
        namespace = self.namespace
        if kind == "namespace":
            namespace = join_name(namespace, header)
            namespaces = self.table("namespaces")
            prefix = namespace
            while prefix and prefix not in namespaces:
                namespaces[prefix] = True
                prefix = parent_name(prefix)
        scope = Scope(kind, header, namespace)
        scope.noncomputable = self.scopes[-1].noncomputable and kind == "section"
        if self.notations is not None:
            self.notations.push_scope()
        self.scopes.append(scope)
        if kind == "namespace":
            for opening in self._newly_exported(namespace):
                self.open(opening)

    def pop_scope(self, header: str) -> None:
        """Leave the innermost scope; LeanError when `header` is not its own."""
        if len(self.scopes) == 1:
            raise LeanError("invalid 'end', there is no open namespace/section", kind="invalid")
        scope = self.scopes[-1]
        if scope.header != header:
            raise LeanError(
                f"invalid end of scope, begin/end mismatch, scope starts with '{scope.header or '[anonymous]'}',"
                f" and ends with '{header or '[anonymous]'}'",
                kind="invalid",
            )
        self._leave(scope)

    def _leave(self, scope: Scope) -> None:
        for undo in reversed(scope.undo):
            undo()
        if self.notations is not None and scope.kind != "file":
            self.notations.pop_scope()
        self.scopes.pop()
        if self.scopes and scope.local_refs:
            self._keep_references(scope)

    def _keep_references(self, closed: Scope) -> None:
        """What a closed section's constants still stand for in the sections around it."""
        gone = {variable.local.id for variable in closed.variables}
        fixed = self.fixed_universes()
        for name, reference in closed.local_refs.items():
            params: list[ex.Local] = []
            for param in reference.params:
                if param.id in gone:
                    break
                params.append(param)
            levels: list[Level] = []
            for level in reference.levels:
                if not isinstance(level, Param) or level.name not in fixed:
                    break
                levels.append(level)
            if params or levels:
                self.scopes[-1].local_refs[name] = SectionReference(name, tuple(levels), tuple(params))

    def end_file(self) -> None:
        """Close what is still open and start a fresh file scope."""
        while self.scopes:
            self._leave(self.scopes[-1])
        self.scopes = [Scope("file", "", "")]
        self._keep_root_exports()

    def is_namespace(self, name: str) -> bool:
        """Whether something was declared in it, or it was entered."""
        return name in self.table("namespaces")

    def resolve_namespace(self, name: str) -> str | None:
        """The full name of a namespace that `name` denotes here, or None."""
        if name.startswith("_root_."):
            return name[7:] if self.is_namespace(name[7:]) else None
        for namespace in self.namespaces():
            full = join_name(namespace, name)
            if self.is_namespace(full):
                return full
        if self.is_namespace(name):
            return name
        return None

    def names_in(self, namespace: str) -> list[str]:
        """Every constant declared in the namespace or below it, in any layer."""
        prefix = namespace + "."
        return [name for name in self._order if name.startswith(prefix)]

    def open_namespace(self, namespace: str, hidden: frozenset[str] = frozenset()) -> None:
        """`open namespace hiding ...`: what is declared in it so far gets short names until the scope ends."""
        self.scopes[-1].opens.append(OpenNamespace(namespace, hidden, self._counter))

    def add_alias(self, short: str, full: str, scope: Scope | None = None) -> None:
        """A short name in the current scope (`open n (x)`, `open n renaming`)."""
        names = (scope or self.scopes[-1]).aliases.setdefault(short, [])
        if full in names:
            names.remove(full)
        names.insert(0, full)

    def open(self, opening: Opening) -> None:
        """`open`: short names until the scope ends, those included that the namespace exports."""
        exported = self._newly_exported(opening.namespace)
        for short, full in opening.renamed:
            self.add_alias(short, full)
        if not opening.explicit and not opening.alias:
            self.open_namespace(opening.namespace, opening.hidden)
        elif not opening.explicit:
            for full in self.names_in(opening.namespace):
                rest = full[len(opening.namespace) + 1 :]
                if rest not in opening.hidden:
                    self.add_alias(join_name(opening.alias, rest), full)
        for each in exported:
            self.open(each)

    def export(self, opening: Opening) -> None:
        """`export`: what `open` does, here and wherever the present namespace is opened or entered."""
        self.open(opening)
        table = self.table("exports")
        before = table.get(self.namespace, ())
        if opening not in before:
            table[self.namespace] = (opening, *before)

    def _newly_exported(self, namespace: str) -> list[Opening]:
        """What the namespace and those around it export, as far as it is not in force here; it counts as such now."""
        found: list[Opening] = []
        while True:
            for opening in self.table("exports").get(namespace, ()):
                if opening not in found and not any(opening in scope.exported for scope in self.scopes):
                    found.append(opening)
            if not namespace:
                break
            namespace = parent_name(namespace)
        self.scopes[-1].exported.extend(found)
        return found

    def _keep_root_exports(self) -> None:
        """What a file exports to the root namespace is in force in every later file."""
        exports = self.table("exports")
        lasting = self.table("export")
        for opening in reversed(exports.get("", ())):
            pairs = list(opening.renamed)
            if not opening.explicit:
                names = [full[len(opening.namespace) + 1 :] for full in self.names_in(opening.namespace)]
                pairs += [
                    (join_name(opening.alias, rest), join_name(opening.namespace, rest))
                    for rest in names
                    if rest not in opening.hidden
                ]
            for short, full in pairs:
                lasting[short] = (full, *[name for name in lasting.get(short, ()) if name != full])
        exports[""] = ()

    @property
    def open_namespaces(self) -> list[str]:
        """The namespaces opened here, the latest first."""
        return [opened.namespace for scope in reversed(self.scopes) for opened in reversed(scope.opens)]

    def aliases(self, name: str) -> list[str]:
        """The constants that `open` and `export` give the short name `name`, the latest first."""
        result: list[str] = []
        protected = self.table("protected")
        atomic = "." not in name
        for scope in reversed(self.scopes):
            hidden = scope.hidden.get(name)
            for full in scope.aliases.get(name, ()):
                if full not in result:
                    result.append(full)
            for opened in reversed(scope.opens[hidden or 0 :]):
                full = opened.namespace + "." + name
                order = self._order.get(full)
                seen = order is not None and order <= opened.limit and name not in opened.hidden
                if seen and full not in result and not (atomic and full in protected):
                    result.append(full)
            if hidden is not None:
                return result
        for exported in self.table("export").get(name, ()) if atomic else ():
            if exported not in result:
                result.append(exported)
        return result

    def has_alias(self, full: str) -> bool:
        """Whether a short name stands for the constant here."""
        return any(full in names for scope in self.scopes for names in scope.aliases.values())

    def hide(self, name: str) -> bool:
        """Take the short name away until the scope ends or it is given anew; whether there was one."""
        if not self.aliases(name):
            return False
        scope = self.scopes[-1]
        scope.aliases.pop(name, None)
        scope.hidden[name] = len(scope.opens)
        return True

    def resolve(self, name: str) -> list[str]:
        """The constants a written name may denote, none when it is unknown; locals are not looked at."""
        env = self.env
        atomic = "." not in name
        for namespace in self.namespaces():
            full = namespace + "." + name
            if env.get(full) is not None and not (atomic and self.is_protected(full)):
                return [full]
        if not atomic:
            plain = name[7:] if name.startswith("_root_.") else name
            if env.get(plain) is not None:
                return [plain]
        result: list[str] = []
        if env.get(name) is not None:
            result.append(name)
        for full in self.aliases(name):
            if full not in result:
                result.append(full)
        return result

    # section variables and universes

    def variables(self) -> list[SectionVariable]:
        """The section variables in sight, in declaration order."""
        return [variable for scope in self.scopes for variable in scope.variables]

    def next_instance_name(self) -> str:
        """A name for an anonymous instance variable."""
        taken = {variable.local.pp_name for variable in self.variables()}
        number = 1
        while f"_inst_{number}" in taken:
            number += 1
        return f"_inst_{number}"

    def fixed_universes(self) -> set[str]:
        """Universes declared in sections, which what is declared there does not generalize until their end."""
        return {name for scope in self.scopes for name in scope.fixed_universes}

    def universes(self) -> list[str]:
        """The universe names declared in the scopes."""
        return [name for scope in self.scopes for name in scope.universes]


def join_name(prefix: str, name: str) -> str:
    """`prefix.name`, where either may be empty."""
    if not prefix:
        return name
    return prefix + "." + name if name else prefix


def parent_name(name: str) -> str:
    """All components but the last; dots inside «» do not count."""
    depth = 0
    for index in range(len(name) - 1, -1, -1):
        char = name[index]
        if char == "»":
            depth += 1
        elif char == "«":
            depth -= 1
        elif char == "." and depth == 0:
            return name[:index]
    return ""


def last_name(name: str) -> str:
    """The last component."""
    prefix = parent_name(name)
    return name[len(prefix) + 1 :] if prefix else name


def _out_params(state: State, class_name: str) -> tuple[int, ...]:
    info = state.env.get(class_name)
    if info is None:
        return ()
    positions: list[int] = []
    type_ = info.type
    index = 0
    while isinstance(type_, ex.Pi):
        head = ex.get_app_fn(type_.binder_type)
        if isinstance(head, ex.Const) and head.name == "out_param":
            positions.append(index)
        type_ = type_.body
        index += 1
    return tuple(positions)
