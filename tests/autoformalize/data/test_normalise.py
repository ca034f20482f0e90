"""Which statements count as the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autoformalize.data.normalise import english_key, lean_key, proof_key, statement_form, tokenize

HEADER = "import data.real.basic\nopen real nat\nopen_locale big_operators\nvariables {α : Type*} [group α] (a b : α)\n"
SAME = [
    ("theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q", "theorem b (x y : Prop) (h1 : x) (h2 : y) : x ∧ y"),
    ("theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q", "theorem b (p q : Prop) (hq : q) (hp : p) : p ∧ q"),
    ("theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q", "lemma c (p q : Prop) : p → q → p ∧ q"),
    ("theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q", "theorem d (p q : Prop) (h : p ∧ q) : p ∧ q"),
    ("theorem a (m n : ℕ) (h : m ≤ n) : m + 1 ≤ n + 1", "theorem a : ∀ a b : nat, a <= b → a + 1 <= b + 1"),
    ("theorem a (m n : ℕ) (h : m ≤ n) : m + 1 ≤ n + 1", "theorem a {n m : ℕ} : n ≥ m → (n + 1) ≥ (m + 1)"),
    ("theorem a {α : Type} (P : α → Prop) : ∃ x, P x", "theorem a {β : Type} (Q : β → Prop) : (∃ y, Q y)"),
    ("theorem a (p : Prop) : p /\\ p", "theorem a (q : Prop) : q ∧ q -- twice"),
    ("theorem a (x : ℝ) (h : 0 < x) : x ≠ 0", "theorem a ⦃y : real⦄ (h : y > 0) (hy : y = 0) : false"),
    ("theorem a (x : ℝ) : real.sqrt (x ^ 2) = |x|", "theorem a (x : ℝ) : sqrt (x^2) = abs x"),
    (
        "theorem a (f : ℕ → ℕ) : ∑ i in finset.range 3, f i = 0",
        "theorem a (g : ℕ → ℕ) : finset.sum (range 3) (λ k, g k) = 0",
    ),
    ("theorem a (l : list ℕ) : l.length = list.length l", "theorem a (k : list nat) : length k = k.length"),
    (
        "theorem a (s : set ℕ) : ∀ x ∈ s, x = x",
        "theorem a (s : set ℕ) (x : ℕ) (h : x ∈ s) : x = x".replace("(x : ℕ)", "(x)"),
    ),
    ("theorem a : ∃ x > 0, x = 1", "theorem a : ∃ x, x > 0 ∧ x = 1"),
    (
        "theorem a (x : ℝ) (n : ℕ) (h : x = n) : (2 : ℝ) * x = 2 * ↑n",
        "theorem a (n : ℕ) (x : ℝ) : x = (n : ℝ) → 2 * x = 2 * n",
    ),
    ("theorem a (p q : Prop) : and p q → or p q", "theorem a (p q : Prop) : (p ∧ q) → (p ∨ q)"),
    ("theorem a (p : ℕ → Prop) (h : ∃ n, p n) : p 0", "theorem a (p : ℕ → Prop) (n) (h : p n) : p 0"),
    ("theorem a (a b c : ℕ) : a + b + c = a", "theorem a (a b c : ℕ) : ((a + b) + c) = a"),
    ("theorem a (a b : ℕ) : a + b = b", "theorem a (a : ℕ) (b : ℕ) : b = a + b"),
    ("theorem a (p : Prop) : ¬ p → p → false", "theorem a (p : Prop) (h : not p) (k : p) : false"),
    ("@[simp] theorem x.y.{u} {α : Type u} (a : α) : a = a", "theorem a {α : Type*} : Π (b : α), b = b"),
    ("theorem a (p q : Prop) (h : p ∧ q) : f h.1", "theorem a (p q : Prop) (k : p ∧ q) : f (k).left"),
    ("theorem a {α} (s : set α) : sᶜᶜ = s", "theorem b {β} (t : set β) : (tᶜ)ᶜ = t"),
    ("theorem a : infinite {p : ℕ // prime p}", "theorem a : infinite {q : nat // prime q}"),
    ("theorem a (R : ℕ → ℕ → Prop) (f : ℕ → ℕ) : f = λ x, f x", "theorem a (R : ℕ → ℕ → Prop) (f : ℕ → ℕ) : f = f"),
]
DIFFERENT = [
    ("theorem a (p q : Prop) (h : p → q) : q", "theorem a (p q : Prop) (h : q → p) : q"),
    ("theorem a (a b : ℕ) : a + b = b + a", "theorem a (a b : ℤ) : a + b = b + a"),
    ("theorem a (a b : ℕ) : a + b = b + a", "theorem a (a b : ℕ) : a * b = b * a"),
    ("theorem a (p q : Prop) : p ∧ q ↔ q ∧ p", "theorem a (p q : Prop) : p ∧ q → q ∧ p"),
    ("theorem a (a b c : ℕ) : a - b - c = 0", "theorem a (a b c : ℕ) : a - (b - c) = 0"),
    ("theorem a (p q r : Prop) : p → q → r", "theorem a (p q r : Prop) : (p → q) → r"),
    ("theorem a (x : ℕ) (y : ℤ) (h : 0 < x) : y = y", "theorem a (x : ℕ) (y : ℤ) (h : 0 < y) : y = y"),
    ("theorem a : ∀ x : ℕ, ∃ y, x < y", "theorem a : ∃ y, ∀ x : ℕ, x < y"),
    ("theorem a : (3 : ℤ) - 5 = -2", "theorem a : 3 - 5 = -2"),
    ("theorem a (x : ℝ) : x < 2", "theorem a (x : ℝ) : x > 2"),
    ("theorem a (x : ℝ) : -x * x = 0", "theorem a (x : ℝ) : -(x - x) = 0"),
    (
        "theorem a (a b : ℕ) (R : ℕ → ℕ → Prop) (h : R a a) (k : R b b) : true",
        "theorem a (a b : ℕ) (R : ℕ → ℕ → Prop) (h : R a b) (k : R b a) : true",
    ),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_ways_of_writing_do_not_matter(one, two):
    """Names, brackets, order and place of hypotheses, spellings and namespaces are forgotten."""
    assert lean_key(one) == lean_key(two)


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_other_statements_have_other_keys(one, two):
    """What states something else has another key."""
    assert lean_key(one) != lean_key(two)


def test_of_a_header_counts_what_is_used():
    """Imports and opened names say nothing; variables and definitions count where they are mentioned."""
    whole = "theorem a {G : Type*} [group G] (x : G) : x * 1 = x"
    assert lean_key("theorem a : a * 1 = a", HEADER) == lean_key(whole)
    assert lean_key("theorem a (n : ℕ) : n = n", HEADER) == lean_key("theorem b (k : ℕ) : k = k")
    one, two = ("def f : ℕ → ℕ := λ n, n\n", "def f : ℕ → ℕ := λ n, 0\n")
    assert lean_key("theorem a : f 0 = 0", one) != lean_key("theorem a : f 0 = 0", two)
    assert lean_key("theorem a : 0 = 0", one) == lean_key("theorem a : 0 = 0", two)


def test_proofs_follow_the_names_of_their_statement():
    """A proof is the same under the statement's own names."""
    one = statement_form("theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q")
    two = statement_form("theorem b (x y : Prop) (k : y) (h : x) : x ∧ y")
    assert proof_key(":= ⟨hp, hq⟩", one.names) == proof_key(":=\n  ⟨h, k⟩ -- so", two.names)
    assert proof_key(":= ⟨hp, hq⟩", one.names) != proof_key(":= ⟨k, h⟩", two.names)


@pytest.mark.parametrize(
    "text", ["", ")", "theorem", "theorem a (", "((((", "λ", "∀ x", "theorem a : {x |", "let", "|"]
)
def test_broken_texts_have_keys_too(text):
    """What is not Lean has a key all the same, and so has a text of any depth."""
    assert isinstance(lean_key(text), str)
    assert isinstance(lean_key("theorem a : " + "(" * 20_000 + text), str)


@given(st.text(alphabet="()[]{}⟨⟩∀∃λ→,:=|ab.1 ≤¬+-⁻¹↑", max_size=40))
def test_no_text_fails(text):
    """Any text has a key, and it is the same one the next time."""
    assert lean_key("theorem a : " + text) == lean_key("theorem a : " + text)


RELATIONS = ("=", "≤", "<")


@st.composite
def statements(draw):
    """Variables, hypotheses on them and a goal, each as a function of the variables' names."""
    count = draw(st.integers(1, 5))
    kinds = draw(st.lists(st.sampled_from(["ℕ", "ℤ"]), min_size=count, max_size=count))
    terms = st.recursive(
        st.one_of(st.integers(0, count - 1).map(lambda i: ("x", i)), st.integers(0, 3).map(lambda n: ("n", n))),
        lambda inner: st.tuples(st.sampled_from("+*-"), inner, inner),
        max_leaves=4,
    )
    relation = st.tuples(st.sampled_from(RELATIONS), terms, terms)
    return kinds, draw(st.lists(relation, max_size=4)), draw(relation)


def written(tree, names, flip):
    """The term or relation as text; where `flip` says so, a relation is written the other way round."""
    if tree[0] == "x":
        return names[tree[1]]
    if tree[0] == "n":
        return str(tree[1])
    head, one, two = tree
    if flip and head in ("≤", "<"):
        return f"{written(two, names, flip)} {'≥' if head == '≤' else '>'} {written(one, names, flip)}"
    first, second = written(one, names, flip), written(two, names, flip)
    return f"({first} {head} {second})" if head in "+*-" else f"{first} {head} {second}"


def signature(statement, names, order, places, flip):
    """The statement with these names, its hypotheses in this order, before the colon or before arrows."""
    kinds, hypotheses, goal = statement
    binders = "".join(f" ({name} : {kind})" for name, kind in zip(names, kinds, strict=True))
    texts = [written(hypotheses[index], names, flip) for index in order]
    before = "".join(f" (h{i} : {text})" for i, (text, place) in enumerate(zip(texts, places, strict=True)) if place)
    after = "".join(f"({text}) → " for text, place in zip(texts, places, strict=True) if not place)
    return f"theorem t{binders}{before} : {after}{written(goal, names, flip)}"


@settings(max_examples=40, deadline=None)
@given(statements(), st.data())
def test_keys_do_not_depend_on_how_a_statement_is_written(statement, data):
    """Renaming variables, reordering and moving hypotheses, and flipping relations leave the key alone."""
    kinds, hypotheses, _ = statement
    names = data.draw(st.permutations(["a", "b", "c", "x", "y"]).map(lambda each: each[: len(kinds)]))
    order = data.draw(st.permutations(range(len(hypotheses))))
    places = data.draw(st.lists(st.booleans(), min_size=len(hypotheses), max_size=len(hypotheses)))
    plain = signature(statement, "uvwst"[: len(kinds)], range(len(hypotheses)), [True] * len(hypotheses), False)
    assert lean_key(signature(statement, names, order, places, data.draw(st.booleans()))) == lean_key(plain)


@settings(max_examples=40, deadline=None)
@given(statements(), statements())
def test_statements_of_one_key_are_rewritings_of_each_other(one, two):
    """Two statements share a key only if their goals share a shape, and their hypotheses do."""
    first, second = (
        signature(each, "uvwst"[: len(each[0])], range(len(each[1])), [True] * len(each[1]), False)
        for each in (one, two)
    )
    if lean_key(first) == lean_key(second):
        assert {*_operators(first)} == {*_operators(second)}


def _operators(text):
    return [token for token in tokenize(text) if token in "+*-≤<=ℕℤ0123"]


def test_english_key_forgets_case_layout_and_dialect():
    """Layout, case, punctuation and the way LaTeX is written do not make a text new; words and symbols do."""
    assert english_key("If p, then q.") == english_key("if  p then q")
    assert english_key("a + b = b + a") != english_key("a * b = b * a") != english_key("a = b")
    assert english_key("a - b") != english_key("a b") and english_key("well-known") == english_key("well known")
    assert english_key("For $x \\leq y$ in $\\mathbb{R}$") == english_key("for x ≤ y in ℝ")
    assert english_key("\\(x^2\\)") == english_key("x²") == english_key("$x ^ {2}$")


def test_comments_are_no_tokens():
    """Comments vanish, nested ones too; ASCII spellings become symbols."""
    assert tokenize("p -> q /- why /- oh -/ why -/ -- here") == ["p", "→", "q"]
