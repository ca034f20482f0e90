/-
Choice, and what follows: excluded middle by Diaconescu's argument, decidability of everything, descriptions.
-/

namespace classical

universes u v

axiom choice {α : Sort u} : nonempty α → α

@[irreducible] noncomputable def indefinite_description {α : Sort u} (p : α → Prop) (h : ∃ x, p x) : {x // p x} :=
choice (exists.elim h (λ w hw, nonempty.intro ⟨w, hw⟩))

noncomputable def some {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : α := (indefinite_description p h).val

theorem some_spec {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : p (some h) := (indefinite_description p h).property

/- Choose from {x | x = true ∨ p} and from {x | x = false ∨ p}: the choices differ, or p holds;
   and if p holds the two sets are the same, and so are the choices. -/
theorem em (p : Prop) : p ∨ ¬p :=
have exU : ∃ x : Prop, x = true ∨ p, from ⟨true, or.inl rfl⟩,
have exV : ∃ x : Prop, x = false ∨ p, from ⟨false, or.inl rfl⟩,
have specU : some exU = true ∨ p, from some_spec exU,
have specV : some exV = false ∨ p, from some_spec exV,
or.elim specU
  (λ hu, or.elim specV
    (λ hv, or.inr (λ hp,
      have sets : (λ x : Prop, x = true ∨ p) = (λ x : Prop, x = false ∨ p), from
        funext (λ x, propext ⟨λ _, or.inr hp, λ _, or.inr hp⟩),
      have same : ∀ h : ∃ x : Prop, x = false ∨ p, some exU = some h, from
        @eq.subst (Prop → Prop) (λ q, ∀ h : ∃ x, q x, some exU = some h)
          (λ x : Prop, x = true ∨ p) (λ x : Prop, x = false ∨ p) sets (λ h, rfl),
      true_ne_false (hu.symm.trans ((same exV).trans hv))))
    or.inl)
  or.inl

theorem exists_true_of_nonempty {α : Sort u} : nonempty α → ∃ x : α, true :=
λ h, nonempty.elim h (λ x, ⟨x, trivial⟩)

noncomputable def inhabited_of_nonempty {α : Sort u} (h : nonempty α) : inhabited α := ⟨choice h⟩

noncomputable def inhabited_of_exists {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : inhabited α :=
inhabited_of_nonempty (exists.elim h (λ w hw, ⟨w⟩))

noncomputable def prop_decidable (a : Prop) : decidable a :=
choice (or.elim (em a) (λ h, ⟨is_true h⟩) (λ h, ⟨is_false h⟩))

local attribute [instance] prop_decidable

noncomputable def decidable_inhabited (a : Prop) : inhabited (decidable a) := ⟨prop_decidable a⟩

local attribute [instance] decidable_inhabited

noncomputable def type_decidable_eq (α : Sort u) : decidable_eq α := λ x y, prop_decidable (x = y)

noncomputable def type_decidable (α : Sort u) : psum α (α → false) :=
match (prop_decidable (nonempty α)) with
| (is_true hp)  := psum.inl (@inhabited.default _ (inhabited_of_nonempty hp))
| (is_false hn) := psum.inr (λ a, absurd (nonempty.intro a) hn)
end

@[irreducible] noncomputable def strong_indefinite_description {α : Sort u} (p : α → Prop) (h : nonempty α) :
  {x : α // (∃ y : α, p y) → p x} :=
if hp : ∃ x : α, p x then
  let xp := indefinite_description _ hp in ⟨xp.val, λ _, xp.property⟩
else ⟨choice h, λ k, absurd k hp⟩

noncomputable def epsilon {α : Sort u} [h : nonempty α] (p : α → Prop) : α :=
(strong_indefinite_description p h).val

theorem epsilon_spec_aux {α : Sort u} (h : nonempty α) (p : α → Prop) : (∃ y, p y) → p (@epsilon α h p) :=
(strong_indefinite_description p h).property

theorem epsilon_spec {α : Sort u} {p : α → Prop} (hex : ∃ y, p y) : p (@epsilon α (nonempty_of_exists hex) p) :=
epsilon_spec_aux (nonempty_of_exists hex) p hex

theorem epsilon_singleton {α : Sort u} (x : α) : @epsilon α ⟨x⟩ (λ y, y = x) = x :=
epsilon_spec_aux ⟨x⟩ (λ y, y = x) ⟨x, rfl⟩

theorem axiom_of_choice {α : Sort u} {β : α → Sort v} {r : Π x, β x → Prop} (h : ∀ x, ∃ y, r x y) :
  ∃ (f : Π x, β x), ∀ x, r x (f x) :=
⟨λ x, some (h x), λ x, some_spec (h x)⟩

theorem skolem {α : Sort u} {b : α → Sort v} {p : Π x, b x → Prop} :
  (∀ x, ∃ y, p x y) ↔ ∃ (f : Π x, b x), ∀ x, p x (f x) :=
⟨λ h, axiom_of_choice h, λ h x, exists.elim h (λ f hf, ⟨f x, hf x⟩)⟩

theorem prop_complete (a : Prop) : a = true ∨ a = false :=
or.imp eq_true_intro eq_false_intro (em a)

section aux

attribute [elab_as_eliminator]
theorem cases_true_false (p : Prop → Prop) (h1 : p true) (h2 : p false) (a : Prop) : p a :=
or.elim (prop_complete a)
  (λ e, @eq.subst Prop p true a e.symm h1) (λ e, @eq.subst Prop p false a e.symm h2)

theorem cases_on (a : Prop) {p : Prop → Prop} (h1 : p true) (h2 : p false) : p a := cases_true_false p h1 h2 a

lemma by_cases {p q : Prop} (hpq : p → q) (hnpq : ¬p → q) : q := or.elim (em p) hpq hnpq

theorem by_contradiction {p : Prop} (h : ¬p → false) : p := or.elim (em p) (λ y, y) (λ n, false.elim (h n))

theorem eq_false_or_eq_true (a : Prop) : a = false ∨ a = true := or.swap (prop_complete a)

end aux

end classical
