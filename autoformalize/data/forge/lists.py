"""Forged facts on lists: append, length, map, membership, and computed examples."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, parse

TOPIC = "lists"

LAWS: list[Rule] = rules(
    TOPIC,
    "α β γ : Type, f : α → β, g : β → γ, P : list α → Prop, a b c : α, l m k : list α, n : ℕ",
    """
append-nil | | l ++ [] = l | list.append_nil l ;; by simp ;; by rw list.append_nil | appending the empty list to {l} gives {l}
nil-append | | [] ++ l = l | rfl ;; list.nil_append l ;; by simp | appending {l} to the empty list gives {l}
append-assoc | | l ++ m ++ k = l ++ (m ++ k) | list.append_assoc l m k ;; by simp ;; by rw list.append_assoc | appending lists is associative
append-assoc-back | | l ++ (m ++ k) = l ++ m ++ k | (list.append_assoc l m k).symm ;; by rw list.append_assoc ;; by simp
append-nil-both | | [] ++ l ++ [] = l | by simp ;; list.append_nil l ;; by rw list.append_nil; refl
append-nil-middle | | l ++ ([] ++ m) = l ++ m | rfl ;; by simp
cons-append | | (a :: l) ++ m = a :: (l ++ m) | rfl ;; list.cons_append a l m ;; by simp
singleton-append | | [a] ++ l = a :: l | rfl ;; by simp
pair-append | | [a, b] ++ l = a :: b :: l | rfl ;; by simp
length-nil | | list.length ([] : list α) = 0 | rfl ;; by refl ;; by simp | the empty list has length zero
length-one | | list.length [a] = 1 | rfl ;; by refl | a list with one element has length one
length-two | | list.length [a, b] = 2 | rfl ;; by refl
length-cons | | list.length (a :: l) = list.length l + 1 | rfl ;; list.length_cons a l ;; by simp | putting an element in front makes a list one longer
length-cons-two | | list.length (a :: b :: l) = list.length l + 2 | rfl
length-append | | list.length (l ++ m) = list.length l + list.length m | list.length_append l m ;; by simp ;; by rw list.length_append | the length of a concatenation is the sum of the lengths
length-append-comm | | list.length (l ++ m) = list.length m + list.length l | by rw [list.length_append, nat.add_comm] ;; begin ⏎ rw list.length_append, ⏎ exact nat.add_comm _ _ ⏎ end
length-append-nil | | list.length (l ++ []) = list.length l | by rw list.append_nil ;; by simp
length-append-one | | list.length (l ++ [a]) = list.length l + 1 | list.length_append l [a] ;; by rw list.length_append; refl
length-append-three | | list.length (l ++ m ++ k) = list.length l + list.length m + list.length k | by rw [list.length_append, list.length_append]
length-append-self | | list.length (l ++ l) = list.length l + list.length l | list.length_append l l ;; by rw list.length_append ;; by simp
length-map | | list.length (list.map f l) = list.length l | list.length_map f l ;; by simp ;; by rw list.length_map | mapping a function keeps the length of a list
length-map-cons | | list.length (list.map f (a :: l)) = list.length l + 1 | by rw list.length_map; refl ;; list.length_map f (a :: l)
length-map-map | | list.length (list.map g (list.map f l)) = list.length l | by rw [list.length_map, list.length_map] ;; by simp
length-repeat | | list.length (list.repeat a n) = n | list.length_repeat a n ;; by simp
length-pos | | 0 < list.length (a :: l) | nat.succ_pos _ ;; nat.zero_lt_succ _ | a list with an element in front has positive length
length-le-append | | list.length l ≤ list.length (l ++ m) | by rw list.length_append; exact nat.le_add_right _ _ ;; begin ⏎ rw list.length_append, ⏎ exact nat.le_add_right _ _ ⏎ end
length-le-cons | | list.length l ≤ list.length (a :: l) | nat.le_succ _
length-lt-cons | | list.length l < list.length (a :: l) | nat.lt_succ_self _
length-congr | l = m | list.length l = list.length m | by rw h1 ;; congr_arg list.length h1 | equal lists have equal length
map-nil | | list.map f [] = [] | rfl ;; by refl
map-singleton | | list.map f [a] = [f a] | rfl ;; by refl ;; by simp
map-two | | list.map f [a, b] = [f a, f b] | rfl ;; by refl
map-cons | | list.map f (a :: l) = f a :: list.map f l | rfl ;; list.map_cons f a l | mapping {f} over a list with {a} in front puts {f} {a} in front
map-id | | list.map id l = l | list.map_id l ;; by simp | mapping the identity over a list changes nothing
map-append | | list.map f (l ++ m) = list.map f l ++ list.map f m | list.map_append f l m ;; by simp ;; by rw list.map_append | mapping a function respects concatenation
map-append-one | | list.map f (l ++ [a]) = list.map f l ++ [f a] | list.map_append f l [a] ;; by rw list.map_append; refl
map-map | | list.map g (list.map f l) = list.map (g ∘ f) l | list.map_map g f l ;; by simp | mapping {f} and then {g} is mapping the composite
map-map-append | | list.map g (list.map f (l ++ m)) = list.map g (list.map f l) ++ list.map g (list.map f m) | by rw [list.map_append, list.map_append]
map-append-nil | | list.map f (l ++ []) = list.map f l | by rw list.append_nil
map-congr-list | l = m | list.map f l = list.map f m | by rw h1 ;; congr_arg (list.map f) h1
mem-cons-self | | a ∈ a :: l | list.mem_cons_self a l ;; or.inl rfl ;; by simp | the first element of a list belongs to it
mem-cons-of-mem | a ∈ l | a ∈ b :: l | list.mem_cons_of_mem b h1 ;; or.inr h1 ;; begin ⏎ right, ⏎ exact h1 ⏎ end | an element of {l} is still there when {b} is put in front
mem-cons-two | a ∈ l | a ∈ b :: c :: l | list.mem_cons_of_mem b (list.mem_cons_of_mem c h1) ;; or.inr (or.inr h1)
mem-singleton-self | | a ∈ [a] | list.mem_cons_self a [] ;; or.inl rfl ;; by simp
mem-pair-right | | b ∈ [a, b] | or.inr (or.inl rfl) ;; by simp ;; list.mem_cons_of_mem a (list.mem_cons_self b [])
mem-triple-right | | c ∈ [a, b, c] | or.inr (or.inr (or.inl rfl)) ;; by simp
mem-append-left | a ∈ l | a ∈ l ++ m | list.mem_append_left m h1 ;; list.mem_append_left _ h1 | an element of the first list is in the concatenation
mem-append-right | a ∈ m | a ∈ l ++ m | list.mem_append_right l h1 ;; list.mem_append_right _ h1 | an element of the second list is in the concatenation
mem-append-self | a ∈ l | a ∈ l ++ l | list.mem_append_left l h1
mem-append-cons | | a ∈ l ++ a :: m | list.mem_append_right l (list.mem_cons_self a m) ;; by simp
mem-cons-append | | a ∈ (a :: l) ++ m | list.mem_append_left m (list.mem_cons_self a l) ;; or.inl rfl
mem-append-iff | | a ∈ l ++ m ↔ a ∈ l ∨ a ∈ m | list.mem_append ;; by simp | being in a concatenation means being in one of the two lists
mem-append-cases | a ∈ l ++ m | a ∈ l ∨ a ∈ m | list.mem_append.mp h1
mem-append-of-or | a ∈ l ∨ a ∈ m | a ∈ l ++ m | list.mem_append.mpr h1
mem-append-swap | a ∈ l ++ m | a ∈ m ++ l | list.mem_append.mpr (or.swap (list.mem_append.mp h1))
mem-cons-cases | a ∈ b :: l | a = b ∨ a ∈ l | list.eq_or_mem_of_mem_cons h1 ;; h1
mem-cons-of-eq | a = b | a ∈ b :: l | or.inl h1 ;; begin ⏎ rw h1, ⏎ exact list.mem_cons_self b l ⏎ end
mem-cons-ne | a ∈ b :: l ; a ≠ b | a ∈ l | or.resolve_left (list.eq_or_mem_of_mem_cons h1) h2
not-mem-nil | | a ∉ ([] : list α) | list.not_mem_nil a ;; by simp | nothing is in the empty list
mem-nil-false | a ∈ ([] : list α) | false | list.not_mem_nil a h1
mem-congr | l = m ; a ∈ l | a ∈ m | h1 ▸ h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end
cons-inj-head | a :: l = b :: m | a = b | (list.cons.inj h1).left ;; (list.cons.inj h1).1 | equal lists have equal first elements
cons-inj-both | a :: l = b :: m | a = b ∧ l = m | list.cons.inj h1
cons-congr | a = b ; l = m | a :: l = b :: m | by rw [h1, h2]
cons-congr-tail | l = m | a :: l = a :: m | by rw h1 ;; congr_arg (list.cons a) h1
append-congr-left | l = m | l ++ k = m ++ k | by rw h1 ;; congr_arg (λ t, t ++ k) h1
append-congr-right | l = m | k ++ l = k ++ m | by rw h1 ;; congr_arg (λ t, k ++ t) h1
nil-ne-cons | | [] ≠ a :: l | λ h, list.no_confusion h ;; by simp | the empty list is not a list with an element in front
singleton-ne-nil | | [a] ≠ [] | λ h, list.no_confusion h ;; by simp
cons-ne-nil-two | | a :: b :: l ≠ [] | λ h, list.no_confusion h
singleton-inj | [a] = [b] | a = b | (list.cons.inj h1).left
nil-of-length | list.length l = 0 | l = [] | list.eq_nil_of_length_eq_zero h1 | a list of length zero is empty
length-of-nil | l = [] | list.length l = 0 | by rw h1; refl ;; begin ⏎ rw h1, ⏎ refl ⏎ end
append-of-nil | m = [] | l ++ m = l | by rw [h1, list.append_nil]
append-of-nil-left | l = [] | l ++ m = m | by rw h1; refl ;; begin ⏎ rw h1, ⏎ refl ⏎ end
exists-cons | | ∃ b t, a :: l = b :: t | ⟨a, l, rfl⟩
exists-append | | ∃ t, l ++ m = l ++ t | ⟨m, rfl⟩
exists-mem | | ∃ b, b ∈ a :: l | ⟨a, list.mem_cons_self a l⟩ ;; begin ⏎ existsi a, ⏎ exact list.mem_cons_self a l ⏎ end
subset-refl | | l ⊆ l | list.subset.refl l ;; λ x hx, hx | every list is contained in itself
subset-trans | l ⊆ m ; m ⊆ k | l ⊆ k | list.subset.trans h1 h2 ;; λ x hx, h2 (h1 hx)
subset-mem | l ⊆ m ; a ∈ l | a ∈ m | h1 h2
subset-nil | | [] ⊆ l | list.nil_subset l ;; by simp
subset-cons | | l ⊆ a :: l | list.subset_cons a l ;; by simp
subset-append-left | | l ⊆ l ++ m | list.subset_append_left l m ;; by simp
subset-append-right | | m ⊆ l ++ m | list.subset_append_right l m ;; by simp
head-tail | | list.tail (a :: l) = l | rfl ;; by refl
tail-nil | | list.tail ([] : list α) = [] | rfl
head-some | | [a, b] = a :: [b] | rfl
cases-rule | P [] ; ∀ x t, P (x :: t) | P l | begin ⏎ cases l with x t, ⏎ { exact h1 }, ⏎ { exact h2 x t } ⏎ end ;; list.cases_on l h1 h2 | a property of the empty list and of all lists with a first element holds of every list
induction-rule | P [] ; ∀ x t, P t → P (x :: t) | P l | begin ⏎ induction l with x t ih, ⏎ { exact h1 }, ⏎ { exact h2 x t ih } ⏎ end ;; list.rec_on l h1 h2 | the principle of induction for lists
append-nil-induction | | l ++ [] = l | begin ⏎ induction l with x t ih, ⏎ { refl }, ⏎ { rw [list.cons_append, ih] } ⏎ end
map-id-induction | | list.map (λ x, x) l = l | begin ⏎ induction l with x t ih, ⏎ { refl }, ⏎ { rw [list.map, ih] } ⏎ end ;; begin ⏎ induction l with x t ih, ⏎ { refl }, ⏎ { simp [ih] } ⏎ end
length-map-induction | | list.length (list.map f l) = list.length l | begin ⏎ induction l with x t ih, ⏎ { refl }, ⏎ { simp } ⏎ end
empty-or-cons | | l = [] ∨ ∃ x t, l = x :: t | begin ⏎ cases l with x t, ⏎ { left, refl }, ⏎ { right, exact ⟨x, t, rfl⟩ } ⏎ end | a list is empty or has a first element
""",
)


def computed(rng: Random) -> Draft:
    """A closed equation between lists of numerals, or their lengths and sums, by computation."""
    one = [rng.randrange(0, 10) for _ in range(rng.randrange(1, 5))]
    two = [rng.randrange(0, 10) for _ in range(rng.randrange(1, 4))]
    k = rng.randrange(1, 6)
    count = rng.randrange(0, len(one) + 1)
    first, second = _listing(one), _listing(two)
    name = rng.choice("nxk")
    options: tuple[tuple[str, Term, Term], ...] = (
        ("append", Term("++", (first, second)), _listing(one + two)),
        ("length", _call("list.length", first), Term(str(len(one)))),
        ("reverse", _call("list.reverse", first), _listing(one[::-1])),
        ("map-succ", _call("list.map", Term("nat.succ"), first), _listing([x + 1 for x in one])),
        ("map-mul", _call("list.map", parse(f"λ {name}, {k} * {name}"), first), _listing([k * x for x in one])),
        ("map-add", _call("list.map", parse(f"λ {name}, {name} + {k}"), first), _listing([x + k for x in one])),
        ("head", _call("list.head", first), Term(str(one[0]))),
        ("tail", _call("list.tail", first), _listing(one[1:])),
        ("take", _call("list.take", Term(str(count)), first), _listing(one[:count])),
        ("drop", _call("list.drop", Term(str(count)), first), _listing(one[count:])),
        ("length-append", _call("list.length", Term("++", (first, second))), Term(str(len(one) + len(two)))),
        ("repeat", _call("list.repeat", Term(str(k)), Term(str(count))), _listing([k] * count)),
    )
    slug, left, right = rng.choice(options)
    return dress(rng, f"list-{slug}", [], [], Term("=", (left, right)), rng.choice(("rfl", "rfl", "by refl")))


def folded(rng: Random) -> Draft:
    """Sums and products of numerals by folding, with the English that goes with it."""
    numbers = [rng.randrange(0, 10) for _ in range(rng.randrange(2, 5))]
    op, side = rng.choice("+*"), rng.choice("rl")
    if op == "*":
        numbers = [max(1, x % 5) for x in numbers]
    total = sum(numbers)
    if op == "*":
        total = 1
        for x in numbers:
            total *= x
    start = "0" if op == "+" else "1"
    verb = "sum" if op == "+" else "product"
    listing = ", ".join(map(str, numbers))
    direction = "right" if side == "r" else "left"
    said = rng.choice(
        (
            f"the {verb} of the list [{listing}], folded from the {direction}, is {total}",
            f"folding [{listing}] from the {direction} with {op} and start {start} gives {total}",
            f"show that the {verb} of the elements of [{listing}] is {total} (fold from the {direction})",
        )
    )
    goal = parse(f"F {start} [{listing}] = {total}")
    draft = dress(rng, f"list-fold{side}", [], [], goal, rng.choice(("rfl", "rfl", "by refl")), said)
    return Draft(draft.name, draft.statement.replace(": F ", f": list.fold{side} ({op}) "), draft.proof, draft.english, draft.style)


def membership(rng: Random) -> Draft:
    """A numeral in, or not in, a list of numerals."""
    numbers = rng.sample(range(0, 12), rng.randrange(1, 5))
    inside = rng.random() < 0.6
    number = rng.choice(numbers) if inside else rng.choice([x for x in range(0, 14) if x not in numbers])
    goal = Term("∈" if inside else "∉", (Term(str(number)), _listing(numbers)))
    proof = rng.choice(("dec_trivial", "by simp")) if inside else "dec_trivial"
    return dress(rng, "list-mem", [], [], goal, proof)


def _listing(numbers: list[int]) -> Term:
    return Term("list", tuple(Term(str(x)) for x in numbers) or (Term(""),))


def _call(head: str, *arguments: Term) -> Term:
    return Term("app", (Term(head), *arguments))
