"""The commands of Lean 3 texts.

`Parser(text, notations).next_command()` reads one command at a time, because commands change the notations and
(through whoever runs them) what follows. Names are not resolved, and nothing is elaborated; what Lean's parser rejects
because of the environment is left to the elaborator.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lean_env.embedded.errors import DeterministicTimeout, LeanError, Position
from lean_env.embedded.syntax import ast
from lean_env.embedded.syntax.notation import NotationTable
from lean_env.embedded.syntax.notation_parser import NOTATION_WORDS, NotationParser
from lean_env.embedded.syntax.scanner import (
    COMMAND,
    DECIMAL,
    DOC,
    END,
    FIELD_NAME,
    IDENTIFIER,
    KEYWORD,
    MAX_PRECEDENCE,
    MODULE_DOC,
    NUMERAL,
    STRING,
    Token,
)

_OPENERS = frozenset(("(", "{", "[", "⦃"))
_META_COMMANDS = frozenset(("run_cmd", "#unify", "#compile", "declare_trace", "add_key_equivalence", "#help", "#html"))
_NO_META = NOTATION_WORDS | {
    "universe", "universes", "include", "omit", "open", "export", "set_option", "section", "namespace", "end", "#check",
    "#reduce", "#eval", "#print", "#exit", "hide", "init_quotient", "precedence", "reserve", "import",
}  # fmt: skip


class Parser(NotationParser):
    """Reads `text`, command by command, with (and into) `notations`.

    Errors are LeanError(kind="parse") with the place; after one, the next call of `next_command` goes on at the next
    command, as Lean does.
    """

    def __init__(
        self, text: str, notations: NotationTable, evaluate: Callable[[ast.Term], int | None] | None = None
    ) -> None:
        super().__init__(text, notations, evaluate)
        self.command_pos = Position(1, 0)
        self._inst_scopes: list[int] = []
        self._needs_resync = False
        # Whether `prelude` and `import` may still come.
        self._at_start = True

    def next_command(self) -> ast.Command | None:
        """The next command, None at the end of the text. Raises LeanError(kind="parse")."""
        if self._needs_resync:
            self.resync()
        self._end_command()
        if self._first_error is not None:
            error, self._first_error = self._first_error, None
            self._needs_resync = True
            raise error
        first = self.token
        try:
            return self._read_command()
        except DeterministicTimeout:
            raise
        except LeanError:
            self._needs_resync = True
            if self.token is first:
                self._advance_past_errors()
            raise
        except RecursionError:
            raise DeterministicTimeout(self.command_pos) from None
        finally:
            self.scanner.in_notation = False

    def _end_command(self) -> None:
        """Forget what belonged to the command before."""
        self.in_pattern = self.in_quote = False
        self._open_blocks = self._nesting = 0
        self._forget_local_notations()

    def resync(self) -> None:
        """Skip to the beginning of a command."""
        self._needs_resync = False
        depth = self._open_blocks
        self.scanner.in_notation = False
        while True:
            token = self.token
            if token.kind is END and self.scanner.offset >= len(self.scanner.text):
                return
            if token.kind is COMMAND:
                if token.value != "end" or depth <= 0:
                    return
                depth -= 1
            elif token.kind is KEYWORD and token.value in ("begin", "match"):
                depth += 1
            self._advance_past_errors()

    def _advance_past_errors(self) -> None:
        while True:
            try:
                self.advance()
                return
            except DeterministicTimeout:
                raise
            except LeanError:
                continue

    def _read_command(self) -> ast.Command | None:
        token = self.token
        self.command_pos = token.pos
        while self.take("."):
            token = self.token
            self.command_pos = token.pos
        kind = token.kind
        if kind is END:
            return None
        if self._at_start:
            if self.at("prelude"):
                self.advance()
                return ast.Import(token.pos, token.end, (), True)
            if self.at("import"):
                return self._import()
            self._at_start = False
        if kind is MODULE_DOC:
            self.advance()
            return ast.ModuleDoc(token.pos, token.end, cast(str, token.value))
        modifiers = ast.Modifiers()
        if kind is DOC:
            modifiers.doc = cast(str, self.advance().value)
            if self.token.kind is not COMMAND:
                self.fail("expected command")
        elif kind is not COMMAND:
            self.fail("command expected")
        return self._command(token.pos, modifiers)

    def _import(self) -> ast.Command:
        pos = self.advance().pos
        modules = []
        while True:
            dots = ""
            while self.at(".") or self.at("..") or self.at("..."):
                dots += self.advance().text
            if self.token.kind is FIELD_NAME:
                modules.append(f"{dots}.{self.advance().value}")
            elif self.token.kind is IDENTIFIER:
                modules.append(dots + cast(str, self.advance().value))
            else:
                break
        return ast.Import(pos, self._previous_end, tuple(modules))

    def _command(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        """The command at the current token, after the modifiers read so far."""
        inst_index = self._inst_index
        if not self._read_modifiers(modifiers):
            self.advance()
            return ast.NoncomputableTheory(pos, self._previous_end)
        word = cast(str, self.token.value)
        if self.token.kind is not COMMAND:
            if modifiers.attributes and self.token.kind is IDENTIFIER:
                return self._attributes_for_names(pos, modifiers)
            self.fail("expected command")
        self._check_modifiers(word, modifiers)
        if modifiers.is_meta and word == "axiom":
            self.fail("invalid 'meta' modifier for axiom", pos)
        if modifiers.is_meta or word in _META_COMMANDS:
            return self._skip_meta(pos, "meta" if modifiers.is_meta else word)
        handler = _COMMANDS.get(word)
        if handler is None:
            self.advance()
            self.fail(f"unknown command '{word}'", pos)
        command = handler(self, pos, modifiers)
        if word in ("section", "namespace"):
            self._inst_scopes.append(inst_index)
        elif word == "end":
            self._inst_index = self._inst_scopes.pop() if self._inst_scopes else inst_index
        elif word not in ("variable", "variables", "parameter", "parameters"):
            self._inst_index = inst_index
        return command

    def _read_modifiers(self, modifiers: ast.Modifiers) -> bool:
        """Attributes and `private` and so on; False at the word `theory` of `noncomputable theory`."""
        if self.at("@["):
            self.advance()
            modifiers.attributes = self._attributes(compact=True)
        elif self.at("attribute"):
            self.advance()
            modifiers.attributes = self._attributes_in_brackets()
        if self.token.kind is not COMMAND:
            return True
        if self.take("private"):
            modifiers.is_private = True
        elif self.take("protected"):
            modifiers.is_protected = True
        if self.take("noncomputable"):
            forced = self.take("!")
            plain = not (forced or modifiers.attributes or modifiers.doc or modifiers.is_private)
            if plain and not modifiers.is_protected and self.at_word("theory"):
                return False
            modifiers.is_noncomputable = True
        if self.take("meta"):
            modifiers.is_meta = True
        if self.take("mutual"):
            modifiers.is_mutual = True
        if self.token.value in ("private", "protected", "noncomputable", "meta", "mutual"):
            self.fail("unexpected definition modifier")
        if self.at("attribute") or self.at("@["):
            self.fail("unexpected attributes declaration")
        return True

    def _check_modifiers(self, word: str, modifiers: ast.Modifiers) -> None:
        if word not in _NO_META and word != "local":
            return
        if word == "local" and not (modifiers.is_private or modifiers.is_protected or modifiers.is_noncomputable):
            return
        if modifiers.is_private or modifiers.is_protected or modifiers.is_noncomputable or modifiers.is_mutual:
            self.fail("command does not accept modifiers", self.command_pos)
        if modifiers.attributes:
            self.fail("command does not accept attributes", self.command_pos)
        if modifiers.doc is not None:
            self.fail("command does not accept doc string", self.command_pos)

    def _skip_meta(self, pos: Position, what: str) -> ast.Command:
        """Step over a command of meta code, to the next command."""
        self._advance_past_errors()
        depth = 0
        before = ""
        while self.token.kind is not END:
            token = self.token
            if token.kind is COMMAND and token.value != "using_well_founded" and before != "`":
                if token.value != "end" or depth == 0:
                    break
                depth -= 1
            elif token.kind in (DOC, MODULE_DOC):
                break
            elif token.kind is KEYWORD and token.value in ("begin", "match"):
                depth += 1
            before = token.text
            self._advance_past_errors()
        return ast.UnsupportedCommand(pos, self._previous_end, what)

    def _attributes_for_names(self, pos: Position, modifiers: ast.Modifiers, is_local: bool = False) -> ast.Command:
        names = []
        while self.token.kind is IDENTIFIER:
            token = self.advance()
            names.append(ast.NameArg(token.pos, token.end, cast(str, token.value)))
        if not names:
            self.fail("invalid 'attribute' command, constant expected")
        return ast.AttributeCommand(pos, self._previous_end, modifiers.attributes, tuple(names), is_local)

    def _local(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        if not self.at_word("attribute"):
            if modifiers.attributes or modifiers.doc is not None:
                self.fail("command does not accept attributes", pos)
            return self._any_notation(pos, is_local=True, is_reserve=False)
        self.advance()
        attributes = self._attributes_in_brackets()
        if self.token.kind is COMMAND:
            modifiers.attributes = attributes
            modifiers.attributes_local = True
            if self.token.value in ("attribute", "@["):
                self.fail("unexpected attributes declaration")
            return self._command(pos, modifiers)
        return self._attributes_for_names(pos, ast.Modifiers(attributes), True)

    # ------------------------------------------------------------------------------------------------ declarations

    def _universe_parameters(self) -> tuple[str, ...] | None:
        if not self.take("{"):
            return None
        names = []
        while not self.at("}"):
            names.append(self.atomic_name("invalid declaration, identifier expected"))
        self.advance()
        return tuple(names)

    def _definition(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        kind = cast(str, self.advance().value)
        kind = "def" if kind == "definition" else kind
        if modifiers.is_mutual and kind == "instance":
            self.fail("invalid 'mutual' modifier for instance command", pos)
        if modifiers.is_mutual:
            return self._mutual_definition(pos, modifiers, kind)
        name, levels, name_pos = "", None, self.token.pos
        if kind == "instance":
            for flag, word in ((modifiers.is_private, "private"), (modifiers.is_protected, "protected")):
                if flag:
                    self.fail(f"invalid '{word}' modifier for instance command", pos)
            if self.token.kind is IDENTIFIER:
                name = self.declaration_name("invalid declaration, identifier expected")
        elif kind != "example":
            levels = self._universe_parameters()
            name_pos = self.token.pos
            name = self.declaration_name("invalid declaration, identifier expected")
        binders = self.parse_binders(allow_empty=True, allow_default=True, delimited=True)
        result = self.parse_expr() if self.take(":") else None
        value: ast.Term | None = None
        equations: tuple[ast.Equation, ...] | None = None
        founded = None
        if self.take(":="):
            value = self.parse_expr()
        elif self.at("|") or self.at("."):
            if kind == "abbreviation":
                self.fail("invalid abbreviation, abbreviations should not be defined using pattern matching", pos)
            equations = self._equations()
            founded = self._using_well_founded()
        else:
            self.fail("invalid definition, '|' or ':=' expected")
        return ast.Definition(
            pos, self._previous_end, kind, modifiers, name, levels, tuple(binders), result, value, equations, founded,
            name_pos,
        )  # fmt: skip

    def _equations(self) -> tuple[ast.Equation, ...]:
        if self.take("."):
            return ()
        equations = []
        while self.at("|"):
            equations.append(self._equation())
        token = self.token
        if token.kind not in (COMMAND, END, DOC, MODULE_DOC) and not self.at("with") and not self.at("."):
            self.fail("invalid equations, must be followed by a command, '.', 'with', doc-string or EOF")
        return tuple(equations)

    def _equation(self) -> ast.Equation:
        self.advance()
        pos = self.token.pos
        patterns = [self.parse_pattern(MAX_PRECEDENCE)]
        while not self.at(":="):
            patterns.append(self.parse_pattern(MAX_PRECEDENCE))
        self.expect(":=", "invalid equation, ':=' expected")
        rhs = self.parse_expr()
        return ast.Equation(pos, rhs.end, tuple(patterns), rhs)

    def _using_well_founded(self) -> ast.Term | None:
        return self.parse_expr(MAX_PRECEDENCE) if self.take("using_well_founded") else None

    def _mutual_header(self) -> tuple[tuple[str, ...] | None, list[str], list[ast.Binder]]:
        levels = self._universe_parameters()
        names = [self.declaration_name("invalid mutual declaration, identifier expected")]
        while self.take(","):
            names.append(self.declaration_name("invalid mutual declaration, identifier expected"))
        if len(names) < 2:
            self.fail("invalid mutual declaration, must provide more than one identifier (separated by commas)")
        return levels, names, self.parse_binders(allow_empty=True, allow_default=True, delimited=True)

    def _inner_header(self, expected: str) -> tuple[tuple[ast.Attribute, ...], Position, ast.Term]:
        self.expect("with", "invalid mutual declaration, 'with' expected")
        attributes = self._attributes_in_brackets()
        pos = self.token.pos
        if self.declaration_name("invalid mutual declaration, identifier expected") != expected:
            self.fail(f"invalid mutual declaration, '{expected}' expected", pos)
        self.expect(":", "invalid mutual declaration, ':' expected")
        return attributes, pos, self.parse_expr()

    def _mutual_definition(self, pos: Position, modifiers: ast.Modifiers, kind: str) -> ast.Command:
        levels, names, binders = self._mutual_header()
        parts = []
        for name in names:
            attributes, name_pos, type_ = self._inner_header(name)
            equations = self._equations()
            part = ast.Definition(
                name_pos, self._previous_end, kind, ast.Modifiers(attributes), name, None, (), type_, None, equations,
                None, name_pos,
            )  # fmt: skip
            parts.append(part)
        if self.at("with"):
            self.fail("unexpected 'with' clause")
        founded = self._using_well_founded()
        for part in parts:
            part.using_well_founded = founded
        return ast.MutualDefinition(pos, self._previous_end, modifiers, levels, tuple(binders), tuple(parts))

    def _axiom(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        kind = cast(str, self.advance().value)
        levels = self._universe_parameters()
        name_pos = self.token.pos
        name = self.declaration_name("invalid declaration, identifier expected")
        binders = [] if self.at(":") else self.parse_binders(allow_default=True)
        self.expect(":", "invalid declaration, ':' expected")
        result = self.parse_expr()
        self._check_command_end()
        return ast.Axiom(
            pos, self._previous_end, kind, modifiers, name, levels, tuple(binders), result, name_pos
        )  # fmt: skip

    def _check_command_end(self) -> None:
        if self.token.kind not in (COMMAND, END, DOC, MODULE_DOC) and not self.at("."):
            self.fail("unexpected token, '.', command, or end-of-file expected")

    def _axioms(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        kind = cast(str, self.advance().value)[:-1]
        commands: list[ast.Command] = []
        while True:
            bracket = self._open_binder()
            names = []
            while self.token.kind is IDENTIFIER:
                names.append(self.advance())
            self.expect(":", "invalid variables/constants/axioms declaration, ':' expected")
            result = self.parse_expr()
            self._close_binder(bracket)
            for token in names:
                name = cast(str, token.value)
                axiom = ast.Axiom(
                    token.pos, self._previous_end, kind, modifiers, name, None, (), result, token.pos
                )  # fmt: skip
                commands.append(axiom)
            if not self._at_bracket():
                return ast.Sequence(pos, self._previous_end, tuple(commands))

    def _at_bracket(self) -> bool:
        return self.token.kind is KEYWORD and self.token.value in _OPENERS

    def _variable(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        is_parameter = self.advance().value == "parameter"
        bracket = self._open_binder()
        if bracket == ast.INST:
            binder = self._variable_instance()
        else:
            if self.at("{"):
                self.fail("invalid declaration, only constants/axioms can be universe polymorphic")
            token = self.token
            name = self.declaration_name("invalid declaration, identifier expected")
            binder = ast.Binder(token.pos, token.end, name, bracket or ast.DEFAULT)
            if self.take(":"):
                binder.type = self.parse_expr()
            elif self._at_bracket():
                binders = tuple(self.parse_binders(allow_default=True))
                self.expect(":", "invalid declaration, ':' expected")
                result = self.parse_expr()
                binder.type = ast.Pi(binders[0].pos, result.end, binders, result)
            self._close_binder(bracket)
            if binder.type is not None:
                self._check_command_end()
            return ast.Variables(pos, self._previous_end, (binder,), is_parameter)
        self._close_binder(bracket)
        if binder.type is not None:
            self._check_command_end()
        return ast.Variables(pos, self._previous_end, (binder,), is_parameter)

    def _variable_instance(self) -> ast.Binder:
        token = self.token
        if token.kind is IDENTIFIER:
            self.advance()
            if self.at("]"):
                return ast.Binder(token.pos, token.end, cast(str, token.value), ast.INST)
            if self.take(":"):
                return ast.Binder(token.pos, token.end, cast(str, token.value), ast.INST, self.parse_expr())
            name = self._instance_name()
            return ast.Binder(token.pos, token.end, name, ast.INST, self._after_identifier(token))
        name = self._instance_name()
        return ast.Binder(token.pos, token.end, name, ast.INST, self.parse_expr())

    def _variables(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        is_parameter = self.advance().value == "parameters"
        binders: list[ast.Binder] = []
        while True:
            bracket = self._open_binder()
            if bracket == ast.INST:
                binders.append(self._variable_instance())
            else:
                tokens = []
                while self.token.kind is IDENTIFIER:
                    tokens.append(self.advance())
                result = self.parse_expr() if self.take(":") else None
                for token in tokens:
                    info = bracket or ast.DEFAULT
                    binders.append(ast.Binder(token.pos, token.end, cast(str, token.value), info, result))
            self._close_binder(bracket)
            if self._at_bracket():
                continue
            if binders and binders[-1].type is not None and not self._at_command_like():
                self.fail("unexpected token, '(', '{', '[', '⦃', '.', command, or end-of-file expected")
            break
        return ast.Variables(pos, self._previous_end, tuple(binders), is_parameter, True)

    def _universe(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        if self.take("variables"):
            return self._universe_names(pos, True)
        is_variable = self.take("variable")
        name = self.declaration_name("invalid 'universe' command, identifier expected")
        return ast.Universes(pos, self._previous_end, (name,), is_variable)

    def _universes(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        return self._universe_names(pos, False)

    def _universe_names(self, pos: Position, is_variable: bool) -> ast.Command:
        names = [self.name("invalid 'universes' command, identifier expected")]
        while self.token.kind is IDENTIFIER:
            names.append(cast(str, self.advance().value))
        return ast.Universes(pos, self._previous_end, tuple(names), is_variable)

    def _include(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        is_omit = self.advance().value == "omit"
        if self.token.kind is not IDENTIFIER:
            self.fail("invalid include/omit command, identifier expected")
        names = []
        while self.token.kind is IDENTIFIER:
            token = self.advance()
            names.append(ast.NameArg(token.pos, token.end, cast(str, token.value)))
        return ast.Include(pos, self._previous_end, tuple(names), is_omit)

    # -------------------------------------------------------------------------------- inductive types and structures

    def _inductive(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        word = self.advance().value
        return self._inductive_body(pos, modifiers, False, word == "coinductive")

    def _inductive_body(
        self, pos: Position, modifiers: ast.Modifiers, is_class: bool, is_coinductive: bool
    ) -> ast.Command:
        for flag, word in (
            (modifiers.is_noncomputable, "noncomputable"),
            (modifiers.is_private, "private"),
            (modifiers.is_protected, "protected"),
        ):
            if flag:
                self.fail(f"invalid '{word}' modifier for inductive type", pos)
        if modifiers.is_mutual:
            return self._mutual_inductive(pos, modifiers, is_class, is_coinductive)
        levels = self._universe_parameters()
        name_pos = self.token.pos
        name = self.declaration_name("invalid declaration, identifier expected")
        binders = self.parse_binders(allow_empty=True, allow_default=True, delimited=True)
        kind = self.parse_expr() if self.take(":") else None
        self._local_notation_declaration()
        constructors = self._constructors(bool(binders))
        part = ast.InductivePart(name_pos, self._previous_end, name, kind, constructors, (), None, name_pos)
        return ast.Inductive(
            pos, self._previous_end, modifiers, levels, tuple(binders), (part,), is_class, is_coinductive
        )  # fmt: skip

    def _mutual_inductive(
        self, pos: Position, modifiers: ast.Modifiers, is_class: bool, is_coinductive: bool
    ) -> ast.Command:
        levels, names, binders = self._mutual_header()
        self._local_notation_declaration()
        parts = []
        for name in names:
            attributes, name_pos, kind = self._inner_header(name)
            constructors = self._constructors(bool(binders))
            parts.append(
                ast.InductivePart(name_pos, self._previous_end, name, kind, constructors, attributes, None, name_pos)
            )
        return ast.Inductive(
            pos, self._previous_end, modifiers, levels, tuple(binders), tuple(parts), is_class, is_coinductive
        )  # fmt: skip

    def _constructors(self, has_parameters: bool) -> tuple[ast.Constructor, ...]:
        constructors: list[ast.Constructor] = []
        if not self.at("|") and self.token.kind is not DOC:
            return ()
        while True:
            doc = None
            if self.token.kind is DOC:
                if not self._bar_follows():
                    break
                doc = cast(str, self.advance().value)
            elif not self.at("|") and not self.at(","):
                break
            self.advance()
            pos = self.token.pos
            name = self.atomic_name("invalid introduction rule, atomic identifier expected")
            infer = self._infer_modifier()
            binders = self.parse_binders(allow_empty=True)
            kind = None
            if has_parameters or self.at(":"):
                self.expect(":", "invalid introduction rule, ':' expected")
                kind = self.parse_expr()
            constructors.append(ast.Constructor(pos, self._previous_end, name, infer, tuple(binders), kind, doc))
        return tuple(constructors)

    def _bar_follows(self) -> bool:
        """Is the token after the current one a `|` or a comma?"""
        scanner = self.scanner
        saved = (scanner.offset, scanner.line, scanner.line_start)
        try:
            following = scanner.next_token()
        except LeanError:
            return False
        finally:
            scanner.offset, scanner.line, scanner.line_start = saved
        return following.kind is KEYWORD and following.value in ("|", ",")

    def _infer_modifier(self) -> str:
        """`{}`, `()` or `[]` after the name of a constructor or field; "" if none."""
        for opening, closing in (("{", "}"), ("(", ")"), ("[", "]")):
            if self.at(opening) and self._closing_follows(closing):
                self.advance()
                self.advance()
                return opening + closing
        return ""

    def _closing_follows(self, closing: str) -> bool:
        text, offset = self.scanner.text, self.scanner.offset
        while offset < len(text) and text[offset].isspace():
            offset += 1
        return text.startswith(closing, offset)

    def _class(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        if self.take("inductive"):
            return self._inductive_body(pos, modifiers, True, False)
        return self._structure_body(pos, modifiers, True)

    def _structure(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        return self._structure_body(pos, modifiers, False)

    def _structure_body(self, pos: Position, modifiers: ast.Modifiers, is_class: bool) -> ast.Command:
        levels = self._universe_parameters()
        name_pos = self.token.pos
        name = self.declaration_name("invalid 'structure', identifier expected")
        binders: list[ast.Binder] = []
        if not (self.at("extends") or self.at(":=") or self.at(":")):
            binders = self.parse_binders(allow_default=True)
        parents = self._parents() if self.take("extends") else []
        kind = self.parse_expr() if self.take(":") else None
        constructor, infer, fields = "mk", "", []
        has_body = self.take(":=")
        if has_body:
            if not (self.at("(") or self.at("{") or self.at("[")):
                constructor = self.atomic_name("invalid 'structure', atomic identifier expected")
                infer = self._infer_modifier()
                if not self._at_command_like():
                    self.expect("::", "invalid 'structure', '::' expected")
            fields = self._structure_fields()
        return ast.Structure(
            pos, self._previous_end, modifiers, name, levels, tuple(binders), tuple(parents), kind, constructor, infer,
            False, tuple(fields), is_class, has_body, name_pos,
        )  # fmt: skip

    def _at_command_like(self) -> bool:
        return self.token.kind in (COMMAND, END, DOC, MODULE_DOC) or self.at(".")

    def _parents(self) -> list[ast.Parent]:
        parents = []
        while True:
            pos = self.token.pos
            is_private = self.take("private")
            token, term = self._named_expr()
            renaming = []
            if self.take("renaming"):
                while self.token.kind is IDENTIFIER:
                    old = cast(str, self.advance().value)
                    self.expect("->", "invalid 'structure' renaming, '->' expected")
                    renaming.append((old, self.name("invalid 'structure' renaming, identifier expected")))
            name = "" if token is None else cast(str, token.value)
            parents.append(ast.Parent(pos, self._previous_end, term, name, is_private, tuple(renaming)))
            if not self.take(","):
                return parents

    def _structure_fields(self) -> list[ast.StructureField]:
        fields: list[ast.StructureField] = []
        kept = len(self._before_local)
        while not self._at_command_like():
            info = self._open_binder()
            if info is None:
                break
            if not self._local_notation_declaration():
                self._field_block(fields, info)
            self._close_binder(info)
        self._forget_local_notations(kept)
        return fields

    def _field_block(self, fields: list[ast.StructureField], info: int) -> None:
        start = self.token.pos
        names = []
        while self.token.kind is IDENTIFIER:
            token = self.token
            name = self.atomic_name("invalid field, atomic identifier expected")
            if name.startswith("_"):
                message = f"invalid field name '{name}', identifiers starting with '_' are reserved to the system"
                self.fail(message, token.pos)
            names.append(token)
        if not names:
            self.fail("invalid field, identifier expected")
        infer, binders = "", []
        if len(names) == 1:
            infer = self._infer_modifier()
            binders = self.parse_binders(allow_empty=True)
        kind = default = tactic = None
        if self.take(":="):
            default = self.parse_expr()
        else:
            self.expect(":", "invalid field, ':' expected")
            kind = self.parse_expr()
            if self.take(":="):
                default = self.parse_expr()
            elif self.at("."):
                tactic = self._auto_tactic()
        if default is not None and info != ast.DEFAULT:
            self.fail("invalid field, it is not explicit, but it has a default value", start)
        for token in names:
            field = ast.StructureField(
                token.pos, self._previous_end, cast(str, token.value), info, infer, tuple(binders), kind, default,
                tactic,
            )  # fmt: skip
            fields.append(field)

    # ---------------------------------------------------------------------------------------------- other commands

    def _section_command(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        name = ""
        if self.token.kind is IDENTIFIER:
            name = self.atomic_name("invalid section, atomic identifier expected")
        return ast.Section(pos, self._previous_end, name)

    def _namespace(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        name = self.declaration_name("invalid namespace declaration, identifier expected")
        return ast.Namespace(pos, self._previous_end, name)

    def _end(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        name = cast(str, self.advance().value) if self.token.kind is IDENTIFIER else ""
        return ast.End(pos, self._previous_end, name)

    def _open(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        is_export = self.advance().value == "export"
        specs = [self._open_spec()]
        while self.token.kind is IDENTIFIER:
            specs.append(self._open_spec())
        return ast.Open(pos, self._previous_end, tuple(specs), is_export)

    def _open_spec(self) -> ast.OpenSpec:
        pos = self.token.pos
        message = "invalid 'open/export' command, identifier expected"
        namespace = self.name(message)
        alias = ""
        if self.at_word("as"):
            self.advance()
            alias = self.name(message)
        names: list[str] = []
        renaming: list[tuple[str, str]] = []
        hiding: list[str] = []
        while self.take("("):
            if self.at_word("renaming"):
                self.advance()
                while self.token.kind is IDENTIFIER:
                    old = cast(str, self.advance().value)
                    self.expect("->", "invalid 'open/export' command renaming, '->' expected")
                    renaming.append((old, self.name("invalid 'open/export' command renaming, identifier expected")))
            elif self.at_word("hiding"):
                self.advance()
                while self.token.kind is IDENTIFIER:
                    hiding.append(cast(str, self.advance().value))
            elif self.token.kind is IDENTIFIER:
                while self.token.kind is IDENTIFIER:
                    names.append(cast(str, self.advance().value))
            else:
                self.fail("invalid 'open/export' command option, identifier, 'hiding' or 'renaming' expected")
            if names and (renaming or hiding):
                self.fail("invalid 'open/export' command option, mixing explicit and implicit 'open/export' options")
            self.expect(")", "invalid 'open/export' command option, ')' expected")
        return ast.OpenSpec(
            pos, self._previous_end, namespace, alias, tuple(names), tuple(renaming), tuple(hiding)
        )  # fmt: skip

    def _set_option(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        name = self.name("invalid set option, identifier (i.e., option name) expected")
        token = self.token
        value: bool | int | str
        if self.at_word("true") or self.at_word("false"):
            value = token.value == "true"
        elif token.kind is NUMERAL or token.kind is STRING:
            value = cast("int | str", token.value)
        elif token.kind is DECIMAL:
            value = token.text
        else:
            self.fail("invalid option value, 'true', 'false', string, integer or decimal value expected")
        self.advance()
        return ast.SetOption(pos, self._previous_end, name, value)

    def _check(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        kind = cast(str, self.advance().value)[1:]
        if kind == "reduce":
            self.take("[whnf]")
        term = self.parse_expr()
        return ast.Check(pos, self._previous_end, kind, term)

    def _print(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        kind, name = self._print_operands()
        return ast.Print(pos, self._previous_end, kind, name)

    def _print_operands(self) -> tuple[str, str]:
        """What to print: a word of the command ("" for whatever a name means), and a name or text."""
        token = self.token
        if token.kind is STRING:
            self.advance()
            return "string", cast(str, token.value)
        word = cast(str, token.value) if token.kind in (IDENTIFIER, COMMAND) else ""
        if word in _PRINTED_LISTS:
            self.advance()
            return word, ""
        if word in _PRINTED_BY_NAME:
            self.advance()
            if word == "axioms" and self.token.kind is not IDENTIFIER:
                return word, ""
            return word, self.name(f"invalid '#print {word}' command, constant expected")
        if word == "notation":
            self.advance()
            while self.token.kind is KEYWORD:
                self.advance()
            return word, ""
        if word == "raw":
            self.advance()
            self.parse_expr()
            return word, ""
        if self.take("["):
            attribute = self.name("invalid attribute declaration, identifier expected")
            self.expect("]", "invalid '#print [<attr>]', ']' expected")
            if attribute in ("simp", "congr", "recursor"):
                return f"[{attribute}]", self.name(f"invalid '#print [{attribute}]' command, identifier expected")
            return "[attribute]", attribute
        if token.kind is KEYWORD and (token.text in _BUILTIN_TOKENS or self.notations.mentions(token.text)):
            self.advance()
            return "token", token.text
        return "", self.name("invalid #print command")

    def _exit(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        token = self.token
        self.scanner.offset = len(self.scanner.text)
        self.token = Token(END, "", "", 0, token.end, token.stop, token.stop, token.end)
        return ast.Exit(pos, token.end)

    def _hide(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        names = []
        while self.token.kind is IDENTIFIER:
            names.append(cast(str, self.advance().value))
        if not names:
            self.fail("invalid 'hide' command, identifier expected", pos)
        return ast.Hide(pos, self._previous_end, tuple(names))

    def _init_quotient(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        return ast.InitQuotient(pos, self._previous_end)

    def _late_import(self, pos: Position, modifiers: ast.Modifiers) -> ast.Command:
        self.advance()
        raise self.error("invalid 'import' command, it must be used in the beginning of the file", pos)


_PRINTED_LISTS = frozenset(("options", "trust", "key_equivalences", "classes", "attributes", "aliases"))
_PRINTED_BY_NAME = frozenset(("definition", "instances", "prefix", "axioms", "fields", "inductive"))
# Tokens of notations that are not in the tables, for `#print`.
_BUILTIN_TOKENS = frozenset(
    (
        *("by", "have", "assume", "show", "suffices", "if", "(", "⟨", "{", "{!", ".(", "._"),
        *("```(", "``(", "`(", "`[", "`", "%%", "#[", "(:", ":)", "()", "(::)", "fun"),
        *("Pi", ",", "Type", "Type*", "Sort", "Sort*", "let", "calc", "@", "@@", "begin", "sorry"),
        *("match", "do", "->", "^."),
    )
)
_COMMANDS: dict[str, Callable[[Parser, Position, ast.Modifiers], ast.Command]] = {
    "definition": Parser._definition,
    "theorem": Parser._definition,
    "example": Parser._definition,
    "abbreviation": Parser._definition,
    "instance": Parser._definition,
    "axiom": Parser._axiom,
    "constant": Parser._axiom,
    "axioms": Parser._axioms,
    "constants": Parser._axioms,
    "variable": Parser._variable,
    "parameter": Parser._variable,
    "variables": Parser._variables,
    "parameters": Parser._variables,
    "universe": Parser._universe,
    "universes": Parser._universes,
    "include": Parser._include,
    "omit": Parser._include,
    "inductive": Parser._inductive,
    "coinductive": Parser._inductive,
    "structure": Parser._structure,
    "class": Parser._class,
    "notation": Parser._notation_command,
    "infix": Parser._notation_command,
    "infixl": Parser._notation_command,
    "infixr": Parser._notation_command,
    "prefix": Parser._notation_command,
    "postfix": Parser._notation_command,
    "reserve": Parser._reserve,
    "precedence": Parser._precedence,
    "local": Parser._local,
    "section": Parser._section_command,
    "namespace": Parser._namespace,
    "end": Parser._end,
    "open": Parser._open,
    "export": Parser._open,
    "set_option": Parser._set_option,
    "#check": Parser._check,
    "#reduce": Parser._check,
    "#eval": Parser._check,
    "#print": Parser._print,
    "#exit": Parser._exit,
    "hide": Parser._hide,
    "init_quotient": Parser._init_quotient,
    "import": Parser._late_import,
}
