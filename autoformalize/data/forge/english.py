"""Terms in English, in many voices: symbols or words, formal or plain.

A Voice is drawn once per pair, so that one text speaks one way. It turns a statement (declared variables, hypotheses,
conclusion) into sentences as a textbook, an exam or a person would put it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from autoformalize.data.forge.terms import BINARY, Term, lean

_RELATIONS = {
    "=": ("=", "equals", "is equal to"),
    "≠": ("≠", "is different from", "does not equal"),
    "≤": ("≤", "is at most", "is less than or equal to"),
    "<": ("<", "is less than", "is smaller than"),
    "≥": ("≥", "is at least", "is greater than or equal to"),
    ">": (">", "is greater than", "is larger than"),
    "∣": ("divides", "divides", "divides"),
    "∈": ("is in", "is a member of", "belongs to"),
    "∉": ("is not in", "is not a member of", "does not belong to"),
    "⊆": ("is contained in", "is a subset of", "is contained in"),
}
_NAMED_SUMS = {
    "+": "the sum of {} and {}",
    "*": "the product of {} and {}",
    "++": "the concatenation of {} and {}",
    "%": "the remainder of {} divided by {}",
    "-": "{} minus {}",
    "/": "the quotient of {} by {}",
}
_SAYINGS = {
    "function.injective": ("{} is injective", "{} is one-to-one", "the function {} is injective"),
    "function.surjective": ("{} is surjective", "{} is onto", "the function {} is surjective"),
    "function.bijective": ("{} is bijective", "{} is a bijection"),
    "reflexive": ("{} is reflexive", "the relation {} is reflexive"),
    "symmetric": ("{} is symmetric", "the relation {} is symmetric"),
    "transitive": ("{} is transitive", "the relation {} is transitive"),
    "irreflexive": ("{} is irreflexive", "the relation {} is irreflexive"),
    "anti_symmetric": ("{} is antisymmetric", "the relation {} is antisymmetric"),
    "total": ("{} is total", "the relation {} is total"),
    "equivalence": ("{} is an equivalence relation",),
    "list.length": ("the length of {}", "the number of elements of {}"),
    "list.reverse": ("the reverse of {}", "{} reversed"),
    "list.map": ("the list obtained by applying {} to each element of {}", "the map of {} over {}"),
    "list.head": ("the head of {}", "the first element of {}"),
    "list.tail": ("the tail of {}", "the list {} without its first element"),
    "list.take": ("the first {} elements of {}", "taking {} elements of {}"),
    "list.drop": ("the list left after dropping {} elements of {}", "dropping {} elements from {}"),
    "list.repeat": ("the list of copies of {} of length {}", "{} repeated {} times"),
    "nat.succ": ("the successor of {}",),
    "nat.pred": ("the predecessor of {}",),
    "bnot": ("not {}", "the negation of {}"),
    "bxor": ("the exclusive or of {} and {}", "{} xor {}"),
    "min": ("the minimum of {} and {}", "min({}, {})"),
    "max": ("the maximum of {} and {}", "max({}, {})"),
    "int.nat_abs": ("the absolute value of {}", "|{}|"),
    "id": ("the identity of {}", "id({})"),
    "prod.fst": ("the first component of {}",),
    "prod.snd": ("the second component of {}",),
    "some": ("some {}",),
}
_KINDS = {
    "Prop": ("proposition {}", "propositions {}"),
    "ℕ": ("natural number {}", "natural numbers {}"),
    "ℤ": ("integer {}", "integers {}"),
    "bool": ("boolean {}", "booleans {}"),
}


@dataclass(slots=True)
class Voice:
    """One way of speaking: how wordy (0 symbols, 1 mixed, 2 words), and the choices that hold for a whole text."""

    rng: Random
    wordy: int
    times: str
    choice: int

    @classmethod
    def draw(cls, rng: Random) -> Voice:
        """A voice at random; symbols are the commonest, as in textbooks."""
        wordy = rng.choices((0, 1, 2), weights=(50, 32, 18))[0]
        return cls(rng, wordy, rng.choice((" * ", " · ", " · ", " times " if wordy else "")), rng.randrange(3))

    def say(self, term: Term, level: int = 0) -> str:
        """The term in words; `level` decides about parentheses as in Lean."""
        if term.is_leaf:
            return self._leaf(term.op)
        handler = _HANDLERS.get(term.op)
        if handler is not None:
            return handler(self, term, level)
        if term.op in _RELATIONS:
            return self._relation(term)
        return self._arithmetic(term, level)

    def pick(self, options: Sequence[str]) -> str:
        """The option that this voice keeps to."""
        return options[self.choice % len(options)]

    def _leaf(self, name: str) -> str:
        if name == "tt":
            return "true" if self.wordy else "tt"
        if name == "ff":
            return "false" if self.wordy else "ff"
        if name == "true":
            return "a true statement" if self.wordy == 2 else "true"
        if name == "false":
            return "a contradiction" if self.wordy == 2 else "false"
        if "." in name:
            head, _, rest = name.rpartition(".")
            return {"nat.succ": "the successor function"}.get(
                name, f"the {rest} of {head}" if head not in _HEADS else rest
            )
        return name

    def _relation(self, term: Term) -> str:
        left, right = (self.say(each, 51) for each in term.args)
        op = term.op
        if op in ("<", "≤") and term.args[0].op == "0" and self.wordy:
            return f"{right} is {'positive' if op == '<' else 'nonnegative'}"
        if op == "<" and term.args[1].op == "0" and self.wordy:
            return f"{left} is negative"
        if op == "=" and term.args[1].op in ("tt", "ff") and self.wordy:
            return f"{left} is {self._leaf(term.args[1].op)}"
        if op == "≠" and self.wordy == 2 and term.args[1].op == "0":
            return f"{left} is not zero"
        if op == "=" and term.args[1].op == "list":
            listing = "the empty list" if not term.args[1].args[0].op and self.wordy else right
            return f"{left} is {listing}" if self.wordy else f"{left} = {right}"
        words = _RELATIONS[op]
        return f"{left} {words[0] if self.wordy == 0 else words[1 + self.choice % 2]} {right}"

    def _arithmetic(self, term: Term, level: int) -> str:
        op = term.op
        precedence, left, right = BINARY[op]
        compound = not (term.args[0].is_leaf and term.args[1].is_leaf)
        if self.wordy == 2 and op in _NAMED_SUMS and not compound and level <= 51:
            return _NAMED_SUMS[op].format(self.say(term.args[0]), self.say(term.args[1]))
        if op == "*" and self.times == "" and self._juxtaposes(term):
            text = f"{self.say(term.args[0], left)}{self.say(term.args[1], right)}"
        else:
            spaced = {"*": self.times or " * ", "%": " mod ", "/": " / ", "&&": " and ", "||": " or "}
            if op in ("&&", "||") and self.wordy == 0:
                spaced[op] = f" {op} "
            text = f"{self.say(term.args[0], left)}{spaced.get(op, f' {op} ')}{self.say(term.args[1], right)}"
        return f"({text})" if precedence < level else text

    @staticmethod
    def _juxtaposes(term: Term) -> bool:
        """2x, ab, 3(x + 1): a factor that reads well without a sign."""
        left, right = term.args
        return (
            left.is_leaf
            and len(left.op) <= 2
            and not right.op[0].isdigit()
            and right.op in (*"abcdijklmnpqrstuvwxyz", "+")
        )

    def _connective(self, term: Term, level: int) -> str:
        op = term.op
        precedence = BINARY[op][0]
        left, right = term.args
        if self.wordy == 0 and self.choice == 0:
            text = f"{self.say(left, BINARY[op][1])} {op} {self.say(right, BINARY[op][2])}"
            return f"({text})" if level > precedence else text
        inner = precedence + 1
        one, two = self.say(left, inner), self.say(right, inner)
        forms = {
            "∧": ("{} and {}", "both {} and {}", "{} and {}"),
            "∨": ("{} or {}", "either {} or {}", "{} or {}"),
            "→": ("{} implies {}", "if {} then {}", "{} implies {}"),
            "↔": ("{} if and only if {}", "{} is equivalent to {}", "{} iff {}"),
        }[op]
        form = self.pick(forms)
        simple = left.is_leaf and right.is_leaf
        if op == "→" and not simple:
            form = "if {} then {}"
        if op in ("∧", "∨") and not simple:
            form = forms[0]
        if op == "↔" and not simple:
            form = "{} if and only if {}" if self.choice else "{} iff {}"
        text = form.format(one, two)
        return f"({text})" if level > 20 and level != 51 else text

    def _negation(self, term: Term, level: int) -> str:
        inner = term.args[0]
        if self.wordy == 0 and self.choice == 0:
            return f"¬{self.say(inner, 1024)}" if inner.is_leaf else f"¬({self.say(inner)})"
        if inner.is_leaf:
            return self.pick((f"not {inner.op}", f"not {inner.op}", f"{inner.op} is false"))
        if inner.op == "∃" and not inner.args[1].op:
            return f"there is no {inner.args[0].op} such that {self.say(inner.args[2])}"
        if inner.op == "¬":
            return f"not {self.say(inner, 1024)}"
        phrase = self.pick(("it is not the case that {}", "it is not true that {}", "not ({})"))
        text = phrase.format(self.say(inner))
        return f"({text})" if level > 20 and not text.startswith("not (") else text

    def _forall(self, term: Term, level: int) -> str:
        names, kind, body = _peel(term)
        subject = " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
        phrase = self.pick(("for all {}, {}", "for every {}, {}", "for each {}, {}"))
        if kind.op and self.wordy:
            noun = self._kind(kind)[1 if len(names) > 1 or phrase.startswith("for all") else 0]
            subject = noun.format(subject)
        text = phrase.format(subject, self.say(body))
        if self.wordy == 0 and self.choice == 0:
            text = f"∀ {' '.join(names)}, {self.say(body)}"
        return f"({text})" if level > 20 else text

    def _exists(self, term: Term, level: int) -> str:
        names, kind, body = _peel(term)
        plural = len(names) > 1
        subject = " and ".join(names)
        described = self._kind(kind)[1 if plural else 0].format(subject) if kind.op else subject
        phrase = self.pick(("there exist{s} {x} such that {p}", "there {is_} {x} with {p}", "for some {x}, {p}"))
        article = "" if plural else ("some " if not kind.op else "an " if described[0] in "aeiou" else "a ")
        article = "" if phrase.startswith("for some") else article
        text = phrase.format(
            s="" if plural else "s", is_="are" if plural else "is", x=f"{article}{described}", p=self.say(body)
        )
        if self.wordy == 0 and self.choice == 0:
            text = f"∃ {' '.join(names)}, {self.say(body)}"
        return f"({text})" if level > 20 else text

    def _lambda(self, term: Term, level: int) -> str:
        name, _, body = term.args
        if body.op == "λ":
            inner = self.say(body.args[2])
            return f"the relation {inner} between {name.op} and {body.args[0].op}"
        return f"the function sending {name.op} to {self.say(body)}"

    def _application(self, term: Term, level: int) -> str:
        head, arguments = term.args[0], term.args[1:]
        saying = _SAYINGS.get(head.op)
        if saying is not None and len(arguments) == self.pick(saying).count("{}"):
            if head.op == "bnot" and self.wordy == 0:
                return f"bnot {self.say(arguments[0], 1024)}"
            said = self.pick(saying).format(*(self.say(each, 51) for each in arguments))
            return f"({said})" if level > 51 and head.op not in ("min", "max", "int.nat_abs") else said
        values = [self.say(each) for each in arguments]
        if head.is_leaf and len(head.op) == 1 and head.op in "PQRSTUVW" and len(values) == 1 and self.wordy == 2:
            return self.pick(
                (
                    f"{values[0]} has property {head.op}",
                    f"{head.op} holds of {values[0]}",
                    f"{values[0]} satisfies {head.op}",
                )
            )
        if head.is_leaf and head.op in ("R", "S", "T") and len(values) == 2:
            if self.wordy == 2:
                return f"{values[0]} is related to {values[1]} by {head.op}"
            return (
                f"{head.op} {lean(arguments[0], 1024)} {lean(arguments[1], 1024)}"
                if self.choice == 1
                else f"{head.op}({', '.join(values)})"
            )
        if self.choice == 1 and all(each.is_leaf for each in arguments):
            return (
                f"{self.say(head, 1024)} {' '.join(values)}"
                if level < 1024
                else f"({self.say(head, 1024)} {' '.join(values)})"
            )
        return f"{self.say(head, 1024)}({', '.join(values)})"

    def _minus(self, term: Term, level: int) -> str:
        inner = self.say(term.args[0], 75)
        text = f"-({inner})" if inner.startswith("-") else f"-{inner}"
        return f"({text})" if level > 75 else text

    def _listing(self, term: Term, level: int) -> str:
        if not term.args[0].op:
            return "the empty list" if self.wordy else "[]"
        return f"[{', '.join(self.say(each) for each in term.args)}]"

    def _pair(self, term: Term, level: int) -> str:
        return f"({', '.join(self.say(each) for each in term.args)})"

    def _ascription(self, term: Term, level: int) -> str:
        return self.say(term.args[0], level)

    def _kind(self, kind: Term) -> tuple[str, str]:
        return kind_words(kind)

    def declare(self, variables: Sequence[tuple[str, Term]]) -> str:
        """ "natural numbers a and b and a list l": the variables with their types; types of types are passed over."""
        groups: list[tuple[Term, list[str]]] = []
        for name, kind in variables:
            if kind.op == "Type":
                continue
            if groups and groups[-1][0] == kind:
                groups[-1][1].append(name)
            else:
                groups.append((kind, [name]))
        parts = []
        for kind, names in groups:
            singular, plural = self._kind(kind)
            if len(names) == 1:
                parts.append(f"{'an' if singular[0] in 'aei' else 'a'} {singular.format(names[0])}")
            else:
                parts.append(plural.format(enumerate_words(names)))
        return enumerate_words(parts)


def kind_words(kind: Term) -> tuple[str, str]:
    """Singular and plural of a type in English, with {} where the names go."""
    if kind.op in _KINDS:
        return _KINDS[kind.op]
    if kind.op == "→":
        domain, codomain = kind.args
        if codomain.op == "Prop":
            return (f"predicate {{}} on {_domain(domain)}", f"predicates {{}} on {_domain(domain)}")
        if codomain.op == "→" and codomain.args[1].op == "Prop":
            return (f"relation {{}} on {_domain(domain)}", f"relations {{}} on {_domain(domain)}")
        return (f"function {{}} from {_domain(domain)} to {_domain(codomain)}", "functions {}")
    if kind.op == "app" and kind.args[0].op == "list":
        return ("list {}", "lists {}")
    return ("element {}", "elements {}") if kind.is_leaf else ("object {}", "objects {}")


def enumerate_words(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def sentence(text: str) -> str:
    """With a capital letter, unless it begins with a variable or symbol, and a full stop."""
    first = text.split(" ", 1)[0]
    if len(first) > 1 and first.isalpha():
        text = text[0].upper() + text[1:]
    return text if text.endswith((".", "?")) else text + "."


def _domain(kind: Term) -> str:
    return f"the {_KINDS[kind.op][1].removesuffix(' {}')}" if kind.op in _KINDS else lean(kind)


def _peel(term: Term) -> tuple[list[str], Term, Term]:
    """Names bound by the same binder with the same type in a row, the type, and what remains."""
    names = []
    kind = term.args[1]
    op = term.op
    while term.op == op and term.args[1] == kind:
        names.append(term.args[0].op)
        term = term.args[2]
    return names, kind, term


_HEADS = ("nat", "int", "list", "function", "prod", "bool")
_HANDLERS = {
    "∧": Voice._connective,
    "∨": Voice._connective,
    "→": Voice._connective,
    "↔": Voice._connective,
    "¬": Voice._negation,
    "∀": Voice._forall,
    "∃": Voice._exists,
    "λ": Voice._lambda,
    "app": Voice._application,
    "neg": Voice._minus,
    "list": Voice._listing,
    "pair": Voice._pair,
    "ascribe": Voice._ascription,
}
