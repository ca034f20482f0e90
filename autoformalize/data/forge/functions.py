"""Forged facts on functions: injective, surjective, bijective, composition, inverses, values by computation."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, parse, substitute

TOPIC = "functions"

LAWS: list[Rule] = rules(
    TOPIC,
    "α β γ δ : Type, f : α → β, g : β → γ, k : γ → δ, f' : β → α, u v : α → α, i j : α → β, a b c : α, y : β, z : γ",
    """
id-injective | | function.injective (@id α) | function.injective_id ;; λ x x' h, h ;; begin ⏎ intros x x' h, ⏎ exact h ⏎ end | the identity function is injective ;; the identity map is one-to-one
id-surjective | | function.surjective (@id α) | function.surjective_id ;; λ x, ⟨x, rfl⟩ ;; begin ⏎ intro x, ⏎ exact ⟨x, rfl⟩ ⏎ end | the identity function is surjective ;; the identity map is onto
id-bijective | | function.bijective (@id α) | function.bijective_id ;; ⟨function.injective_id, function.surjective_id⟩ | the identity function is a bijection
comp-injective | function.injective g ; function.injective f | function.injective (g ∘ f) | λ x x' h, h2 (h1 h) ;; function.injective.comp h1 h2 ;; h1.comp h2 ;; begin ⏎ intros x x' h, ⏎ apply h2, ⏎ apply h1, ⏎ exact h ⏎ end | the composite of two injective functions is injective
comp-surjective | function.surjective g ; function.surjective f | function.surjective (g ∘ f) | function.surjective.comp h1 h2 ;; h1.comp h2 | the composite of two surjective functions is surjective
comp-bijective | function.bijective g ; function.bijective f | function.bijective (g ∘ f) | function.bijective.comp h1 h2 ;; h1.comp h2 | the composite of two bijections is a bijection
!comp-injective-three | function.injective k ; function.injective g ; function.injective f | function.injective (k ∘ g ∘ f) | λ x x' h, h3 (h2 (h1 h)) ;; h1.comp (h2.comp h3)
injective-apply | function.injective f ; f a = f b | a = b | h1 h2 ;; by exact h1 h2 ;; begin ⏎ apply h1, ⏎ exact h2 ⏎ end | an injective {f} takes {a} and {b} to the same value only if {a} = {b}
injective-ne | function.injective f ; a ≠ b | f a ≠ f b | λ h, h2 (h1 h) ;; begin ⏎ intro h, ⏎ apply h2, ⏎ exact h1 h ⏎ end | an injective function takes different elements to different values
!injective-iff | function.injective f | f a = f b ↔ a = b | ⟨λ h, h1 h, λ h, congr_arg f h⟩ ;; begin ⏎ split, ⏎ { intro h, exact h1 h }, ⏎ { intro h, rw h } ⏎ end
injective-intro | ∀ x x', f x = f x' → x = x' | function.injective f | λ x x' h, h1 x x' h ;; h1 ;; begin ⏎ intros x x' h, ⏎ exact h1 x x' h ⏎ end
injective-twice-apply | function.injective u ; u (u a) = u (u b) | a = b | h1 (h1 h2) ;; begin ⏎ apply h1, ⏎ apply h1, ⏎ exact h2 ⏎ end
injective-comp-apply | function.injective f ; function.injective g ; g (f a) = g (f b) | a = b | h1 (h2 h3) ;; begin ⏎ apply h1, ⏎ apply h2, ⏎ exact h3 ⏎ end
injective-not | ¬ function.injective f ; function.injective f | false | h1 h2
not-injective-of | f a = f b ; a ≠ b | ¬ function.injective f | λ h, h2 (h h1) ;; begin ⏎ intro h, ⏎ exact h2 (h h1) ⏎ end | a function with the same value at two different points is not injective
surjective-apply | function.surjective f | ∃ x, f x = y | h1 y ;; by exact h1 y ;; begin ⏎ exact h1 y ⏎ end | if {f} is onto, every {y} has a preimage
surjective-intro | ∀ y, ∃ x, f x = y | function.surjective f | h1 ;; λ w, h1 w ;; begin ⏎ intro w, ⏎ exact h1 w ⏎ end
not-surjective-of | ∀ x, f x ≠ y | ¬ function.surjective f | λ h, exists.elim (h y) h1 ;; begin ⏎ intro h, ⏎ cases h y with x hx, ⏎ exact h1 x hx ⏎ end | a function that misses {y} is not surjective
!surjective-comp-apply | function.surjective f ; function.surjective g | ∃ x, g (f x) = z | begin ⏎ cases h2 z with w hw, ⏎ cases h1 w with x hx, ⏎ existsi x, ⏎ rw [hx, hw] ⏎ end ;; function.surjective.comp h2 h1 z
!surjective-of-comp | function.surjective (g ∘ f) | ∀ w, ∃ x, g (f x) = w | h1 ;; λ w, h1 w
bijective-injective | function.bijective f | function.injective f | h1.left ;; h1.1 ;; begin ⏎ cases h1 with hi hs, ⏎ exact hi ⏎ end | every bijection is injective
bijective-surjective | function.bijective f | function.surjective f | h1.right ;; h1.2 ;; begin ⏎ cases h1 with hi hs, ⏎ exact hs ⏎ end | every bijection is surjective
bijective-intro | function.injective f ; function.surjective f | function.bijective f | ⟨h1, h2⟩ ;; and.intro h1 h2 ;; begin ⏎ split, ⏎ { exact h1 }, ⏎ { exact h2 } ⏎ end | an injective and surjective function is bijective
bijective-apply | function.bijective f ; f a = f b | a = b | h1.left h2 ;; h1.1 h2
bijective-preimage | function.bijective f | ∃ x, f x = y | h1.right y ;; h1.2 y
left-inverse-injective | function.left_inverse f' f | function.injective f | function.left_inverse.injective h1 ;; h1.injective ;; begin ⏎ intros x x' h, ⏎ rw [← h1 x, h, h1 x'] ⏎ end | a function with a left inverse is injective
right-inverse-surjective | function.right_inverse f' f | function.surjective f | function.right_inverse.surjective h1 ;; h1.surjective ;; λ w, ⟨f' w, h1 w⟩ | a function with a right inverse is surjective
left-inverse-apply | function.left_inverse f' f | f' (f a) = a | h1 a ;; by exact h1 a ;; by rw h1
left-inverse-apply-two | function.left_inverse f' f ; f a = f b | a = b | begin ⏎ rw [← h1 a, h2, h1 b] ⏎ end ;; h1.injective h2
cancel-injective | ∀ x, f' (f x) = x | function.injective f | λ x x' h, by rw [← h1 x, h, h1 x'] ;; begin ⏎ intros x x' h, ⏎ rw [← h1 x, h, h1 x'] ⏎ end ;; function.left_inverse.injective h1
cancel-surjective | ∀ w, f (f' w) = w | function.surjective f | λ w, ⟨f' w, h1 w⟩ ;; begin ⏎ intro w, ⏎ existsi f' w, ⏎ exact h1 w ⏎ end
cancel-bijective | ∀ x, f' (f x) = x ; ∀ w, f (f' w) = w | function.bijective f | ⟨function.left_inverse.injective h1, λ w, ⟨f' w, h2 w⟩⟩
involution-apply | ∀ x, u (u x) = x ; u a = b | u b = a | by rw [← h2, h1] ;; begin ⏎ rw ← h2, ⏎ exact h1 a ⏎ end
involution-four | ∀ x, u (u x) = x | u (u (u (u a))) = a | by rw [h1, h1]
involution-three | ∀ x, u (u x) = x | u (u (u a)) = u a | by rw h1 ;; h1 (u a)
commuting | ∀ x, u (v x) = v (u x) | u (v (v a)) = v (v (u a)) | by rw [h1, h1]
idempotent | ∀ x, u (u x) = u x | u (u (u a)) = u a | by rw [h1, h1] ;; (h1 _).trans (h1 a)
comp-apply | | (g ∘ f) a = g (f a) | rfl ;; function.comp_app g f a ;; by refl ;; by simp | the composite of {g} and {f} at {a} is {g} of {f} of {a}
comp-assoc | | (k ∘ g) ∘ f = k ∘ (g ∘ f) | rfl ;; function.comp.assoc k g f ;; by refl | composition of functions is associative
comp-assoc-apply | | ((k ∘ g) ∘ f) a = k (g (f a)) | rfl ;; by refl
comp-id | | f ∘ id = f | rfl ;; function.comp.right_id f ;; by refl ;; function.right_id f | composing with the identity on the right changes nothing
id-comp | | id ∘ f = f | rfl ;; function.comp.left_id f ;; function.left_id f | composing with the identity on the left changes nothing
comp-congr | i = j | g' ∘ i = g' ∘ j | by rw h1
comp-congr-outer | u = v | u ∘ u = v ∘ v | by rw h1
comp-id-apply | u ∘ v = id | u (v a) = a | congr_fun h1 a
comp-eq-apply | f ∘ u = i | f (u a) = i a | congr_fun h1 a ;; by rw ← h1
comp-funext | ∀ x, u (v x) = x | u ∘ v = id | funext h1 ;; funext (λ x, h1 x) ;; begin ⏎ apply funext, ⏎ exact h1 ⏎ end
funext-intro | ∀ x, i x = j x | i = j | funext h1 ;; funext (λ x, h1 x) ;; begin ⏎ apply funext, ⏎ intro x, ⏎ exact h1 x ⏎ end ;; begin ⏎ funext x, ⏎ exact h1 x ⏎ end | functions with the same values are equal
funext-symm | ∀ x, i x = j x | j = i | funext (λ x, (h1 x).symm) ;; (funext h1).symm
fun-eq-apply | i = j | i a = j a | congr_fun h1 a ;; by rw h1
fun-ne | i a ≠ j a | i ≠ j | λ h, h1 (congr_fun h a) ;; begin ⏎ intro h, ⏎ apply h1, ⏎ rw h ⏎ end | functions that differ at {a} are different
const-apply | | (λ x : α, y) a = y | rfl ;; by refl
const-comp | | (λ w : β, z) ∘ f = λ x : α, z | rfl
exists-function | | ∃ h : α → α, ∀ x, h x = x | ⟨id, λ x, rfl⟩ ;; ⟨λ x, x, λ x, rfl⟩
exists-constant | | ∃ h : β → α, ∀ x, h x = a | ⟨λ x, a, λ x, rfl⟩
exists-composite | | ∃ h : α → γ, ∀ x, h x = g (f x) | ⟨g ∘ f, λ x, rfl⟩ ;; ⟨λ x, g (f x), λ x, rfl⟩
succ-injective | | function.injective nat.succ | λ m n h, nat.succ.inj h ;; begin ⏎ intros m n h, ⏎ exact nat.succ.inj h ⏎ end
succ-not-surjective | | ¬ function.surjective nat.succ | λ h, exists.elim (h 0) (λ n hn, nat.succ_ne_zero n hn) ;; begin ⏎ intro h, ⏎ cases h 0 with n hn, ⏎ exact nat.succ_ne_zero n hn ⏎ end
bnot-surjective | | function.surjective bnot | λ b, ⟨bnot b, bnot_bnot b⟩
""".replace("g' ∘ i = g' ∘ j", "g ∘ i = g ∘ j"),
)

_BODIES = ("n + {k}", "{k} * n", "n * {k}", "n * n", "n + n", "{k} * n + {j}", "{k}", "n - {k}", "{k} + n")


def computed_value(rng: Random) -> Draft:
    """`(λ n, 3 * n + 1) 4 = 13`, or the value of a composite at a numeral."""
    from autoformalize.data.forge.equality import evaluate

    name = rng.choice("nxmk")
    body = parse(rng.choice(_BODIES).format(k=rng.randrange(1, 10), j=rng.randrange(1, 10)))
    argument = rng.randrange(0, 9)
    value = evaluate(body, {"n": argument})
    function = Term("λ", (Term(name), Term("ℕ"), substitute(body, {"n": Term(name)})))
    if rng.random() < 0.5:
        goal = Term("=", (Term("app", (function, Term(str(argument)))), Term(str(value))))
        return dress(rng, "apply-value", [], [], goal, rng.choice(("rfl", "rfl", "by refl")))
    other = parse(rng.choice(_BODIES).format(k=rng.randrange(1, 6), j=rng.randrange(1, 6)))
    outer = Term("λ", (Term(name), Term("ℕ"), substitute(other, {"n": Term(name)})))
    total = evaluate(other, {"n": value})
    goal = Term("=", (Term("app", (Term("∘", (outer, function)), Term(str(argument)))), Term(str(total))))
    return dress(rng, "compose-value", [], [], goal, rng.choice(("rfl", "rfl", "by refl")))


def exists_formula(rng: Random) -> Draft:
    """`∃ f : ℕ → ℕ, ∀ n, f n = 3 * n + 1`."""
    name, function = rng.choice("nxmk"), rng.choice("fghF")
    body = substitute(parse(rng.choice(_BODIES).format(k=rng.randrange(1, 12), j=rng.randrange(1, 12))), {"n": Term(name)})
    equation = Term("=", (Term("app", (Term(function), Term(name))), body))
    inner = Term("∀", (Term(name), Term(""), equation))
    goal = Term("∃", (Term(function), parse("ℕ → ℕ"), inner))
    from autoformalize.data.forge.terms import lean

    return dress(rng, "exists-function", [], [], goal, f"⟨λ {name}, {lean(body)}, λ {name}, rfl⟩")


def shift_injective(rng: Random) -> Draft:
    """`function.injective (λ n, n + 7)`, and the same for a summand in front."""
    name = rng.choice("nxmk")
    amount = str(rng.randrange(2, 40))
    left = rng.random() < 0.4
    body = Term("+", (Term(amount), Term(name)) if left else (Term(name), Term(amount)))
    goal = Term("app", (Term("function.injective"), Term("λ", (Term(name), Term("ℕ"), body))))
    lemma = "nat.add_left_cancel" if left else "nat.add_right_cancel"
    proofs = (f"λ a b h, {lemma} h", f"begin\n  intros a b h,\n  exact {lemma} h\nend")
    return dress(rng, "shift-injective", [], [], goal, rng.choice(proofs))
