/-
Connectives, quantifiers, decidability, inhabited types and the vocabulary of relations and operations.
Every proof is a term: the tactics lean on the lemmas below.
-/

universes u v w

@[simp] lemma opt_param_eq (α : Sort u) (default : α) : opt_param α default = α := rfl

@[inline] def id {α : Sort u} (a : α) : α := a

def flip {α : Sort u} {β : Sort v} {φ : Sort w} (f : α → β → φ) : β → α → φ := λ y x, f x y

def implies (a b : Prop) := a → b

@[trans] lemma implies.trans {p q r : Prop} (h₁ : implies p q) (h₂ : implies q r) : implies p r :=
λ h, h₂ (h₁ h)

lemma trivial : true := true.intro

@[inline] def absurd {a : Prop} {b : Sort v} (h₁ : a) (h₂ : ¬a) : b := false.rec b (h₂ h₁)

lemma not.intro {a : Prop} (h : a → false) : ¬ a := h

lemma mt {a b : Prop} (h₁ : a → b) (h₂ : ¬b) : ¬a := λ h, h₂ (h₁ h)

lemma not_false : ¬false := λ h, h

def non_contradictory (a : Prop) : Prop := ¬¬a

lemma non_contradictory_intro {a : Prop} (ha : a) : ¬¬a := λ h, h ha

@[inline] def false.elim {C : Sort u} (h : false) : C := false.rec C h

/-! Equality -/

lemma proof_irrel {a : Prop} (h₁ h₂ : a) : h₁ = h₂ := rfl

@[simp] lemma id.def {α : Sort u} (a : α) : id a = a := rfl

@[inline] def eq.mp {α β : Sort u} : (α = β) → α → β := eq.rec_on

@[inline] def eq.mpr {α β : Sort u} : (α = β) → β → α := λ h b, eq.rec_on (eq.symm h) b

@[elab_as_eliminator]
lemma eq.substr {α : Sort u} {p : α → Prop} {a b : α} (h₁ : b = a) : p a → p b :=
λ h, @eq.subst α p a b (eq.symm h₁) h

lemma congr {α : Sort u} {β : Sort v} {f₁ f₂ : α → β} {a₁ a₂ : α} (h₁ : f₁ = f₂) (h₂ : a₁ = a₂) : f₁ a₁ = f₂ a₂ :=
@eq.rec (α → β) f₁ (λ g, f₁ a₁ = g a₂) (@eq.rec α a₁ (λ x, f₁ a₁ = f₁ x) rfl a₂ h₂) f₂ h₁

lemma congr_fun {α : Sort u} {β : α → Sort v} {f g : Π x, β x} (h : f = g) (a : α) : f a = g a :=
@eq.rec (Π x, β x) f (λ k, f a = k a) rfl g h

lemma congr_arg {α : Sort u} {β : Sort v} {a₁ a₂ : α} (f : α → β) : a₁ = a₂ → f a₁ = f a₂ :=
λ h, @eq.rec α a₁ (λ x, f a₁ = f x) rfl a₂ h

lemma trans_rel_left {α : Sort u} {a b c : α} (r : α → α → Prop) (h₁ : r a b) (h₂ : b = c) : r a c :=
@eq.rec α b (λ x, r a x) h₁ c h₂

lemma trans_rel_right {α : Sort u} {a b c : α} (r : α → α → Prop) (h₁ : a = b) (h₂ : r b c) : r a c :=
@eq.rec α b (λ x, r x c) h₂ a (eq.symm h₁)

lemma of_eq_true {p : Prop} (h : p = true) : p := eq.mpr h trivial

lemma not_of_eq_false {p : Prop} (h : p = false) : ¬p := eq.mp h

@[inline] def cast {α β : Sort u} (h : α = β) (a : α) : β := eq.rec a h

lemma cast_proof_irrel {α β : Sort u} (h₁ h₂ : α = β) (a : α) : cast h₁ a = cast h₂ a := rfl

lemma cast_eq {α : Sort u} (h : α = α) (a : α) : cast h a = a := rfl

@[reducible] def ne {α : Sort u} (a b : α) := ¬(a = b)
infix ` ≠ `:50 := ne

@[simp] lemma ne.def {α : Sort u} (a b : α) : a ≠ b = ¬ (a = b) := rfl

namespace ne
variables {α : Sort u} {a b : α}

lemma intro (h : a = b → false) : a ≠ b := h

lemma elim (h : a ≠ b) : a = b → false := h

lemma irrefl (h : a ≠ a) : false := h (eq.refl a)

lemma symm (h : a ≠ b) : b ≠ a := λ e, h (eq.symm e)

end ne

lemma false_of_ne {α : Sort u} {a : α} : a ≠ a → false := λ h, h rfl

section
variables {p : Prop}

lemma ne_false_of_self : p → p ≠ false := λ h e, eq.mp e h

lemma ne_true_of_not : ¬p → p ≠ true := λ h e, h (of_eq_true e)

lemma true_ne_false : ¬true = false := λ e, eq.mp e trivial

end

/-! Heterogeneous equality -/

attribute [refl] heq.refl

section
variables {α β φ : Sort u} {a a' : α} {b b' : β} {c : φ}

def heq.elim {α : Sort u} {a : α} {p : α → Sort v} {b : α} (h₁ : a == b) : p a → p b :=
eq.rec_on (eq_of_heq h₁)

lemma heq.subst {p : ∀ T : Sort u, T → Prop} : a == b → p α a → p β b :=
λ e h, @heq.rec α a p h β b e

@[symm] lemma heq.symm (h : a == b) : b == a :=
@heq.rec α a (λ γ x, x == a) (heq.refl a) β b h

lemma heq_of_eq (h : a = a') : a == a' :=
@eq.rec α a (λ x, a == x) (heq.refl a) a' h

@[trans] lemma heq.trans (h₁ : a == b) (h₂ : b == c) : a == c :=
@heq.rec β b (λ γ x, a == x) h₁ φ c h₂

@[trans] lemma heq_of_heq_of_eq (h₁ : a == b) (h₂ : b = b') : a == b' :=
@eq.rec β b (λ x, a == x) h₁ b' h₂

@[trans] lemma heq_of_eq_of_heq (h₁ : a = a') (h₂ : a' == b) : a == b :=
heq.trans (heq_of_eq h₁) h₂

lemma type_eq_of_heq (h : a == b) : α = β :=
@heq.rec α a (λ γ x, α = γ) rfl β b h

end

lemma eq_rec_heq {α : Sort u} {φ : α → Sort v} :
  ∀ {a a' : α} (h : a = a') (p : φ a), (eq.rec_on h p : φ a') == p :=
λ a a' h, @eq.rec α a (λ x, ∀ e : a = x, ∀ p : φ a, (@eq.rec α a φ p x e) == p) (λ e p, heq.refl p) a' h h

lemma heq_of_eq_rec_left {α : Sort u} {φ : α → Sort v} :
  ∀ {a a' : α} {p₁ : φ a} {p₂ : φ a'} (e : a = a') (h₂ : (eq.rec_on e p₁ : φ a') = p₂), p₁ == p₂ :=
λ a a' p₁ p₂ e h, heq.trans (heq.symm (eq_rec_heq e p₁)) (heq_of_eq h)

lemma heq_of_eq_rec_right {α : Sort u} {φ : α → Sort v} :
  ∀ {a a' : α} {p₁ : φ a} {p₂ : φ a'} (e : a' = a) (h₂ : p₁ = eq.rec_on e p₂), p₁ == p₂ :=
λ a a' p₁ p₂ e h, heq.trans (heq_of_eq h) (eq_rec_heq e p₂)

lemma of_heq_true {a : Prop} (h : a == true) : a := of_eq_true (eq_of_heq h)

lemma eq_rec_compose : ∀ {α β φ : Sort u} (p₁ : β = φ) (p₂ : α = β) (a : α),
  (eq.rec_on p₁ (eq.rec_on p₂ a : β) : φ) = eq.rec_on (eq.trans p₂ p₁) a :=
λ α β φ p₁ p₂ a,
  @eq.rec (Sort u) β
    (λ γ, ∀ p₁ : β = γ, (eq.rec_on p₁ (eq.rec_on p₂ a : β) : γ) = eq.rec_on (eq.trans p₂ p₁) a)
    (λ _, rfl) φ p₁ p₁

lemma cast_heq : ∀ {α β : Sort u} (h : α = β) (a : α), cast h a == a :=
λ α β h a, @eq_rec_heq (Sort u) (λ γ, γ) α β h a

/-! Conjunction and disjunction -/

infixr ` /\ `:35 := and
infixr ` ∧ `:35 := and

variables {a b c d : Prop}

lemma and.elim (h₁ : a ∧ b) (h₂ : a → b → c) : c := h₂ h₁.left h₁.right

lemma and.swap : a ∧ b → b ∧ a := λ h, and.intro h.right h.left

lemma and.symm : a ∧ b → b ∧ a := λ h, and.intro h.right h.left

infixr ` \/ `:30 := or
infixr ` ∨ `:30 := or

lemma or.elim (h₁ : a ∨ b) (h₂ : a → c) (h₃ : b → c) : c := or.rec h₂ h₃ h₁

lemma non_contradictory_em (a : Prop) : ¬¬(a ∨ ¬a) := λ h, h (or.inr (λ ha, h (or.inl ha)))

lemma or.swap : a ∨ b → b ∨ a := λ h, or.elim h or.inr or.inl

lemma or.symm : a ∨ b → b ∨ a := λ h, or.elim h or.inr or.inl

def xor (a b : Prop) := (a ∧ ¬ b) ∨ (b ∧ ¬ a)

/-! Equivalence -/

structure iff (a b : Prop) : Prop :=
intro :: (mp : a → b) (mpr : b → a)

infix ` <-> `:20 := iff
infix ` ↔ `:20 := iff

lemma iff.elim : ((a → b) → (b → a) → c) → (a ↔ b) → c := λ k h, k h.mp h.mpr

attribute [recursor 5] iff.elim

lemma iff.elim_left : (a ↔ b) → a → b := iff.mp

lemma iff.elim_right : (a ↔ b) → b → a := iff.mpr

lemma iff_iff_implies_and_implies (a b : Prop) : (a ↔ b) ↔ (a → b) ∧ (b → a) :=
⟨λ h, ⟨h.mp, h.mpr⟩, λ h, ⟨h.left, h.right⟩⟩

@[refl] lemma iff.refl (a : Prop) : a ↔ a := ⟨λ h, h, λ h, h⟩

lemma iff.rfl {a : Prop} : a ↔ a := ⟨λ h, h, λ h, h⟩

@[trans] lemma iff.trans (h₁ : a ↔ b) (h₂ : b ↔ c) : a ↔ c :=
⟨λ h, h₂.mp (h₁.mp h), λ h, h₁.mpr (h₂.mpr h)⟩

@[symm] lemma iff.symm (h : a ↔ b) : b ↔ a := ⟨h.mpr, h.mp⟩

lemma iff.comm : (a ↔ b) ↔ (b ↔ a) := ⟨λ h, h.symm, λ h, h.symm⟩

lemma eq.to_iff {a b : Prop} (h : a = b) : a ↔ b := ⟨eq.mp h, eq.mpr h⟩

lemma neq_of_not_iff {a b : Prop} : ¬(a ↔ b) → a ≠ b := λ h e, h e.to_iff

lemma not_iff_not_of_iff (h₁ : a ↔ b) : ¬a ↔ ¬b := ⟨mt h₁.mpr, mt h₁.mp⟩

lemma of_iff_true (h : a ↔ true) : a := h.mpr trivial

lemma not_of_iff_false : (a ↔ false) → ¬a := λ h, h.mp

lemma iff_true_intro (h : a) : a ↔ true := ⟨λ _, trivial, λ _, h⟩

lemma iff_false_intro (h : ¬a) : a ↔ false := ⟨h, λ f, false.elim f⟩

lemma not_non_contradictory_iff_absurd (a : Prop) : ¬¬¬a ↔ ¬a := ⟨λ h ha, h (λ n, n ha), λ n h, h n⟩

lemma imp_congr (h₁ : a ↔ c) (h₂ : b ↔ d) : (a → b) ↔ (c → d) :=
⟨λ f hc, h₂.mp (f (h₁.mpr hc)), λ f ha, h₂.mpr (f (h₁.mp ha))⟩

lemma imp_congr_ctx (h₁ : a ↔ c) (h₂ : c → (b ↔ d)) : (a → b) ↔ (c → d) :=
⟨λ f hc, (h₂ hc).mp (f (h₁.mpr hc)), λ f ha, (h₂ (h₁.mp ha)).mpr (f (h₁.mp ha))⟩

lemma imp_congr_right (h : a → (b ↔ c)) : (a → b) ↔ (a → c) :=
⟨λ f ha, (h ha).mp (f ha), λ f ha, (h ha).mpr (f ha)⟩

lemma not_not_intro (ha : a) : ¬¬a := λ h, h ha

lemma not_of_not_not_not (h : ¬¬¬a) : ¬a := λ ha, h (λ n, n ha)

@[simp] lemma not_true : (¬ true) ↔ false := ⟨λ h, h trivial, λ h _, h⟩

@[simp] lemma not_false_iff : (¬ false) ↔ true := ⟨λ _, trivial, λ _ h, h⟩

@[congr] lemma not_congr (h : a ↔ b) : ¬a ↔ ¬b := ⟨mt h.mpr, mt h.mp⟩

lemma ne_self_iff_false {α : Sort u} (a : α) : (not (a = a)) ↔ false := iff_false_intro (λ h, h rfl)

@[simp] lemma eq_self_iff_true {α : Sort u} (a : α) : (a = a) ↔ true := iff_true_intro rfl

lemma heq_self_iff_true {α : Sort u} (a : α) : (a == a) ↔ true := iff_true_intro (heq.refl a)

@[simp] lemma iff_not_self (a : Prop) : (a ↔ ¬a) ↔ false :=
iff_false_intro (λ h, have n : ¬a, from λ ha, h.mp ha ha, n (h.mpr n))

@[simp] lemma not_iff_self (a : Prop) : (¬a ↔ a) ↔ false :=
iff_false_intro (λ h, have n : ¬a, from λ ha, h.mpr ha ha, n (h.mp n))

lemma true_iff_false : (true ↔ false) ↔ false := iff_false_intro (λ h, h.mp trivial)

lemma false_iff_true : (false ↔ true) ↔ false := iff_false_intro (λ h, h.mpr trivial)

lemma false_of_true_iff_false : (true ↔ false) → false := λ h, h.mp trivial

lemma false_of_true_eq_false : (true = false) → false := λ e, eq.mp e trivial

lemma true_eq_false_of_false : false → (true = false) := λ h, false.elim h

lemma eq_comm {α : Sort u} {a b : α} : a = b ↔ b = a := ⟨λ e, e.symm, λ e, e.symm⟩

/-! Conjunction, simplified -/

lemma and.imp (hac : a → c) (hbd : b → d) : a ∧ b → c ∧ d := λ h, ⟨hac h.left, hbd h.right⟩

lemma and_implies (hac : a → c) (hbd : b → d) : a ∧ b → c ∧ d := λ h, ⟨hac h.left, hbd h.right⟩

@[congr] lemma and_congr (h₁ : a ↔ c) (h₂ : b ↔ d) : (a ∧ b) ↔ (c ∧ d) :=
⟨λ h, ⟨h₁.mp h.left, h₂.mp h.right⟩, λ h, ⟨h₁.mpr h.left, h₂.mpr h.right⟩⟩

lemma and_congr_right (h : a → (b ↔ c)) : (a ∧ b) ↔ (a ∧ c) :=
⟨λ k, ⟨k.left, (h k.left).mp k.right⟩, λ k, ⟨k.left, (h k.left).mpr k.right⟩⟩

lemma and.comm : a ∧ b ↔ b ∧ a := ⟨and.swap, and.swap⟩

lemma and_comm (a b : Prop) : a ∧ b ↔ b ∧ a := ⟨and.swap, and.swap⟩

lemma and.assoc : (a ∧ b) ∧ c ↔ a ∧ (b ∧ c) :=
⟨λ h, ⟨h.left.left, h.left.right, h.right⟩, λ h, ⟨⟨h.left, h.right.left⟩, h.right.right⟩⟩

lemma and_assoc (a b : Prop) : (a ∧ b) ∧ c ↔ a ∧ (b ∧ c) := and.assoc

lemma and.left_comm : a ∧ (b ∧ c) ↔ b ∧ (a ∧ c) :=
⟨λ h, ⟨h.right.left, h.left, h.right.right⟩, λ h, ⟨h.right.left, h.left, h.right.right⟩⟩

lemma and_iff_left {a b : Prop} (hb : b) : (a ∧ b) ↔ a := ⟨λ h, h.left, λ ha, ⟨ha, hb⟩⟩

lemma and_iff_right {a b : Prop} (ha : a) : (a ∧ b) ↔ b := ⟨λ h, h.right, λ hb, ⟨ha, hb⟩⟩

@[simp] lemma and_true (a : Prop) : a ∧ true ↔ a := ⟨λ h, h.left, λ h, ⟨h, trivial⟩⟩

@[simp] lemma true_and (a : Prop) : true ∧ a ↔ a := ⟨λ h, h.right, λ h, ⟨trivial, h⟩⟩

@[simp] lemma and_false (a : Prop) : a ∧ false ↔ false := iff_false_intro (λ h, h.right)

@[simp] lemma false_and (a : Prop) : false ∧ a ↔ false := iff_false_intro (λ h, h.left)

@[simp] lemma not_and_self (a : Prop) : (¬a ∧ a) ↔ false := iff_false_intro (λ h, h.left h.right)

@[simp] lemma and_not_self (a : Prop) : (a ∧ ¬a) ↔ false := iff_false_intro (λ h, h.right h.left)

@[simp] lemma and_self (a : Prop) : a ∧ a ↔ a := ⟨λ h, h.left, λ h, ⟨h, h⟩⟩

/-! Disjunction, simplified -/

lemma or.imp (h₂ : a → c) (h₃ : b → d) : a ∨ b → c ∨ d :=
λ h, or.elim h (λ x, or.inl (h₂ x)) (λ x, or.inr (h₃ x))

lemma or.imp_left (h : a → b) : a ∨ c → b ∨ c := λ k, or.elim k (λ x, or.inl (h x)) or.inr

lemma or.imp_right (h : a → b) : c ∨ a → c ∨ b := λ k, or.elim k or.inl (λ x, or.inr (h x))

@[congr] lemma or_congr (h₁ : a ↔ c) (h₂ : b ↔ d) : (a ∨ b) ↔ (c ∨ d) :=
⟨or.imp h₁.mp h₂.mp, or.imp h₁.mpr h₂.mpr⟩

lemma or.comm : a ∨ b ↔ b ∨ a := ⟨or.swap, or.swap⟩

lemma or_comm (a b : Prop) : a ∨ b ↔ b ∨ a := ⟨or.swap, or.swap⟩

lemma or.assoc : (a ∨ b) ∨ c ↔ a ∨ (b ∨ c) :=
⟨λ h, or.elim h (or.imp_right or.inl) (λ x, or.inr (or.inr x)),
 λ h, or.elim h (λ x, or.inl (or.inl x)) (or.imp_left or.inr)⟩

lemma or_assoc (a b : Prop) : (a ∨ b) ∨ c ↔ a ∨ (b ∨ c) := or.assoc

lemma or.left_comm : a ∨ (b ∨ c) ↔ b ∨ (a ∨ c) :=
⟨λ h, or.elim h (λ x, or.inr (or.inl x)) (or.imp_right or.inr),
 λ h, or.elim h (λ x, or.inr (or.inl x)) (or.imp_right or.inr)⟩

theorem or_iff_right_of_imp (ha : a → b) : (a ∨ b) ↔ b := ⟨λ h, or.elim h ha (λ x, x), or.inr⟩

theorem or_iff_left_of_imp (hb : b → a) : (a ∨ b) ↔ a := ⟨λ h, or.elim h (λ x, x) hb, or.inl⟩

@[simp] lemma or_true (a : Prop) : a ∨ true ↔ true := iff_true_intro (or.inr trivial)

@[simp] lemma true_or (a : Prop) : true ∨ a ↔ true := iff_true_intro (or.inl trivial)

@[simp] lemma or_false (a : Prop) : a ∨ false ↔ a := or_iff_left_of_imp (λ f, false.elim f)

@[simp] lemma false_or (a : Prop) : false ∨ a ↔ a := or_iff_right_of_imp (λ f, false.elim f)

@[simp] lemma or_self (a : Prop) : a ∨ a ↔ a := or_iff_left_of_imp (λ h, h)

lemma not_or {a b : Prop} : ¬ a → ¬ b → ¬ (a ∨ b) := λ na nb h, or.elim h na nb

lemma or.resolve_left {a b : Prop} (h : a ∨ b) (na : ¬ a) : b := or.elim h (λ x, false.elim (na x)) (λ x, x)

lemma or.neg_resolve_left {a b : Prop} (h : ¬ a ∨ b) (ha : a) : b :=
or.elim h (λ x, false.elim (x ha)) (λ x, x)

lemma or.resolve_right {a b : Prop} (h : a ∨ b) (nb : ¬ b) : a := or.elim h (λ x, x) (λ x, false.elim (nb x))

lemma or.neg_resolve_right {a b : Prop} (h : a ∨ ¬ b) (hb : b) : a :=
or.elim h (λ x, x) (λ x, false.elim (x hb))

/-! Equivalence and implication, simplified -/

@[simp] lemma iff_true (a : Prop) : (a ↔ true) ↔ a := ⟨λ h, h.mpr trivial, iff_true_intro⟩

@[simp] lemma true_iff (a : Prop) : (true ↔ a) ↔ a := ⟨λ h, h.mp trivial, λ h, (iff_true_intro h).symm⟩

@[simp] lemma iff_false (a : Prop) : (a ↔ false) ↔ ¬ a := ⟨λ h, h.mp, iff_false_intro⟩

@[simp] lemma false_iff (a : Prop) : (false ↔ a) ↔ ¬ a := ⟨λ h, h.mpr, λ h, (iff_false_intro h).symm⟩

@[simp] lemma iff_self (a : Prop) : (a ↔ a) ↔ true := iff_true_intro (iff.refl a)

@[congr] lemma iff_congr (h₁ : a ↔ c) (h₂ : b ↔ d) : (a ↔ b) ↔ (c ↔ d) :=
⟨λ h, h₁.symm.trans (h.trans h₂), λ h, h₁.trans (h.trans h₂.symm)⟩

@[simp] lemma implies_true_iff (α : Sort u) : (α → true) ↔ true := ⟨λ _, trivial, λ _ _, trivial⟩

lemma false_implies_iff (a : Prop) : (false → a) ↔ true := ⟨λ _, trivial, λ _ f, false.elim f⟩

theorem true_implies_iff (α : Prop) : (true → α) ↔ α := ⟨λ h, h trivial, λ h _, h⟩

/-! Existence -/

inductive Exists {α : Sort u} (p : α → Prop) : Prop
| intro (w : α) (h : p w) : Exists

attribute [intro] Exists.intro

notation `exists` binders `, ` r:(scoped P, Exists P) := r
notation `∃` binders `, ` r:(scoped P, Exists P) := r

@[pattern] def exists.intro {α : Sort u} {p : α → Prop} (w : α) (h : p w) : ∃ x, p x := Exists.intro w h

lemma exists.elim {α : Sort u} {p : α → Prop} {b : Prop} (h₁ : ∃ x, p x) (h₂ : ∀ (a : α), p a → b) : b :=
@Exists.rec α p b h₂ h₁

def exists_unique {α : Sort u} (p : α → Prop) := ∃ x, p x ∧ ∀ y, p y → y = x

notation `∃!` binders `, ` r:(scoped P, exists_unique P) := r

@[intro]
lemma exists_unique.intro {α : Sort u} {p : α → Prop} (w : α) (h₁ : p w) (h₂ : ∀ y, p y → y = w) : ∃! x, p x :=
Exists.intro w (and.intro h₁ h₂)

attribute [recursor 4]
lemma exists_unique.elim {α : Sort u} {p : α → Prop} {b : Prop}
  (h₂ : ∃! x, p x) (h₁ : ∀ x, p x → (∀ y, p y → y = x) → b) : b :=
exists.elim h₂ (λ w h, h₁ w h.left h.right)

lemma exists_unique_of_exists_of_unique {α : Sort u} {p : α → Prop}
  (hex : ∃ x, p x) (hunique : ∀ y₁ y₂, p y₁ → p y₂ → y₁ = y₂) : ∃! x, p x :=
exists.elim hex (λ w hw, exists_unique.intro w hw (λ y hy, hunique y w hy hw))

lemma exists_of_exists_unique {α : Sort u} {p : α → Prop} (h : ∃! x, p x) : ∃ x, p x :=
exists.elim h (λ w hw, Exists.intro w hw.left)

lemma unique_of_exists_unique {α : Sort u} {p : α → Prop}
  (h : ∃! x, p x) {y₁ y₂ : α} (py₁ : p y₁) (py₂ : p y₂) : y₁ = y₂ :=
exists.elim h (λ w hw, eq.trans (hw.right y₁ py₁) (eq.symm (hw.right y₂ py₂)))

@[congr] lemma forall_congr {α : Sort u} {p q : α → Prop} (h : ∀ a, (p a ↔ q a)) : (∀ a, p a) ↔ ∀ a, q a :=
⟨λ k a, (h a).mp (k a), λ k a, (h a).mpr (k a)⟩

lemma exists_imp_exists {α : Sort u} {p q : α → Prop} (h : ∀ a, (p a → q a)) (p : ∃ a, p a) : ∃ a, q a :=
exists.elim p (λ w hw, Exists.intro w (h w hw))

@[congr] lemma exists_congr {α : Sort u} {p q : α → Prop} (h : ∀ a, (p a ↔ q a)) : (Exists p) ↔ ∃ a, q a :=
⟨exists_imp_exists (λ a, (h a).mp), exists_imp_exists (λ a, (h a).mpr)⟩

@[congr] lemma exists_unique_congr {α : Sort u} {p₁ p₂ : α → Prop} (h : ∀ x, p₁ x ↔ p₂ x) :
  (exists_unique p₁) ↔ (∃! x, p₂ x) :=
exists_congr (λ x, and_congr (h x) (forall_congr (λ y, imp_congr (h y) (iff.refl (y = x)))))

lemma forall_not_of_not_exists {α : Sort u} {p : α → Prop} : ¬(∃ x, p x) → (∀ x, ¬p x) :=
λ h x hx, h (Exists.intro x hx)

/-! Decidable propositions -/

def decidable.to_bool (p : Prop) [h : decidable p] : bool := decidable.cases_on h (λ _, bool.ff) (λ _, bool.tt)

export decidable (is_true is_false to_bool)

@[simp] lemma to_bool_true_eq_tt (h : decidable true) : @to_bool true h = tt :=
@decidable.rec true (λ d, @to_bool true d = tt) (λ n, false.elim (n trivial)) (λ _, rfl) h

@[simp] lemma to_bool_false_eq_ff (h : decidable false) : @to_bool false h = ff :=
@decidable.rec false (λ d, @to_bool false d = ff) (λ _, rfl) (λ f, false.elim f) h

instance decidable.true : decidable true := is_true trivial

instance decidable.false : decidable false := is_false not_false

@[inline] def dite {α : Sort u} (c : Prop) [h : decidable c] : (c → α) → (¬ c → α) → α :=
λ t e, decidable.rec_on h e t

@[inline] def ite {α : Sort u} (c : Prop) [h : decidable c] (t e : α) : α :=
decidable.rec_on h (λ _, e) (λ _, t)

namespace decidable
variables {p q : Prop}

def rec_on_true [h : decidable p] {h₁ : p → Sort u} {h₂ : ¬p → Sort u} (h₃ : p) (h₄ : h₁ h₃) :
  decidable.rec_on h h₂ h₁ :=
decidable.rec_on h (λ n, false.rec _ (n h₃)) (λ _, h₄)

def rec_on_false [h : decidable p] {h₁ : p → Sort u} {h₂ : ¬p → Sort u} (h₃ : ¬p) (h₄ : h₂ h₃) :
  decidable.rec_on h h₂ h₁ :=
decidable.rec_on h (λ _, h₄) (λ y, false.rec _ (h₃ y))

def by_cases {q : Sort u} [φ : decidable p] : (p → q) → (¬p → q) → q := dite _

lemma em (p : Prop) [decidable p] : p ∨ ¬p := by_cases or.inl or.inr

lemma by_contradiction [decidable p] (h : ¬p → false) : p := by_cases (λ y, y) (λ n, false.elim (h n))

lemma of_not_not [decidable p] : ¬ ¬ p → p := λ h, by_cases (λ y, y) (λ n, false.elim (h n))

lemma not_not_iff (p) [decidable p] : (¬ ¬ p) ↔ p := ⟨of_not_not, not_not_intro⟩

lemma not_and_iff_or_not (p q : Prop) [d₁ : decidable p] [d₂ : decidable q] : ¬ (p ∧ q) ↔ ¬ p ∨ ¬ q :=
⟨λ h, @by_cases p _ d₁ (λ hp, or.inr (λ hq, h ⟨hp, hq⟩)) or.inl,
 λ h k, or.elim h (λ n, n k.left) (λ n, n k.right)⟩

lemma not_or_iff_and_not (p q) [d₁ : decidable p] [d₂ : decidable q] : ¬ (p ∨ q) ↔ ¬ p ∧ ¬ q :=
⟨λ h, ⟨λ hp, h (or.inl hp), λ hq, h (or.inr hq)⟩, λ h k, or.elim k h.left h.right⟩

end decidable

section
variables {p q : Prop}

def decidable_of_decidable_of_iff (hp : decidable p) (h : p ↔ q) : decidable q :=
if hp : p then is_true (iff.mp h hp) else is_false (mt h.mpr hp)

def decidable_of_decidable_of_eq (hp : decidable p) (h : p = q) : decidable q :=
decidable_of_decidable_of_iff hp h.to_iff

protected def or.by_cases [decidable p] {α : Sort u} (h : p ∨ q) (h₁ : p → α) (h₂ : q → α) : α :=
if hp : p then h₁ hp else h₂ (or.resolve_left h hp)

end

section
variables {p q : Prop}

instance [decidable p] [decidable q] : decidable (p ∧ q) :=
if hp : p then
  if hq : q then is_true ⟨hp, hq⟩ else is_false (λ h, hq h.right)
else is_false (λ h, hp h.left)

instance [decidable p] [decidable q] : decidable (p ∨ q) :=
if hp : p then is_true (or.inl hp)
else if hq : q then is_true (or.inr hq) else is_false (not_or hp hq)

instance [decidable p] : decidable (¬p) :=
if hp : p then is_false (λ n, n hp) else is_true hp

instance implies.decidable [decidable p] [decidable q] : decidable (p → q) :=
if hp : p then
  if hq : q then is_true (λ _, hq) else is_false (λ h, hq (h hp))
else is_true (λ y, false.elim (hp y))

instance [decidable p] [decidable q] : decidable (p ↔ q) :=
if hp : p then
  if hq : q then is_true ⟨λ _, hq, λ _, hp⟩ else is_false (λ h, hq (h.mp hp))
else
  if hq : q then is_false (λ h, hp (h.mpr hq))
  else is_true ⟨λ y, false.elim (hp y), λ y, false.elim (hq y)⟩

instance [decidable p] [decidable q] : decidable (xor p q) :=
if hp : p then
  if hq : q then is_false (λ h, or.elim h (λ k, k.right hq) (λ k, k.right hp))
  else is_true (or.inl ⟨hp, hq⟩)
else
  if hq : q then is_true (or.inr ⟨hq, hp⟩)
  else is_false (λ h, or.elim h (λ k, hp k.left) (λ k, hq k.left))

instance exists_prop_decidable {p} (P : p → Prop) [Dp : decidable p] [DP : ∀ h, decidable (P h)] :
  decidable (∃ h, P h) :=
if h : p then
  decidable_of_decidable_of_iff (DP h) ⟨λ k, Exists.intro h k, λ k, exists.elim k (λ _ y, y)⟩
else is_false (λ k, exists.elim k (λ y _, h y))

instance forall_prop_decidable {p} (P : p → Prop) [Dp : decidable p] [DP : ∀ h, decidable (P h)] :
  decidable (∀ h, P h) :=
if h : p then decidable_of_decidable_of_iff (DP h) ⟨λ k _, k, λ k, k h⟩
else is_true (λ y, false.elim (h y))

end

instance {α : Sort u} [decidable_eq α] (a b : α) : decidable (a ≠ b) := implies.decidable

lemma bool.ff_ne_tt : ff = tt → false := λ e, bool.no_confusion e

def is_dec_eq {α : Sort u} (p : α → α → bool) : Prop := ∀ ⦃x y : α⦄, p x y = tt → x = y

def is_dec_refl {α : Sort u} (p : α → α → bool) : Prop := ∀ x, p x x = tt

open decidable

instance : decidable_eq bool
| ff ff := is_true rfl
| ff tt := is_false bool.ff_ne_tt
| tt ff := is_false (ne.symm bool.ff_ne_tt)
| tt tt := is_true rfl

def decidable_eq_of_bool_pred {α : Sort u} {p : α → α → bool} (h₁ : is_dec_eq p) (h₂ : is_dec_refl p) :
  decidable_eq α :=
λ x y, if hp : p x y = tt then is_true (h₁ hp)
  else is_false (λ e, hp (@eq.rec α x (λ z, p x z = tt) (h₂ x) y e))

lemma decidable_eq_inl_refl {α : Sort u} [h : decidable_eq α] (a : α) : h a a = is_true (eq.refl a) :=
@decidable.rec (a = a) (λ d, d = is_true (eq.refl a)) (λ n, false.elim (n rfl)) (λ e, rfl) (h a a)

lemma decidable_eq_inr_neg {α : Sort u} [h : decidable_eq α] {a b : α} : Π n : a ≠ b, h a b = is_false n :=
λ n, @decidable.rec (a = b) (λ d, d = is_false n) (λ _, rfl) (λ e, false.elim (n e)) (h a b)

/-! Inhabited and nonempty types, and those with at most one element -/

class inhabited (α : Sort u) :=
(default : α)

export inhabited (default)

@[inline, irreducible] def arbitrary (α : Sort u) [inhabited α] : α := default

instance prop.inhabited : inhabited Prop := ⟨true⟩

instance pi.inhabited (α : Sort u) {β : α → Sort v} [Π x, inhabited (β x)] : inhabited (Π x, β x) := ⟨λ _, default⟩

instance : inhabited bool := ⟨ff⟩

instance : inhabited true := ⟨trivial⟩

class inductive nonempty (α : Sort u) : Prop
| intro (val : α) : nonempty

protected lemma nonempty.elim {α : Sort u} {p : Prop} (h₁ : nonempty α) (h₂ : α → p) : p :=
@nonempty.rec α p h₂ h₁

@[priority 100]
instance nonempty_of_inhabited {α : Sort u} [inhabited α] : nonempty α := nonempty.intro default

lemma nonempty_of_exists {α : Sort u} {p : α → Prop} : (∃ x, p x) → nonempty α :=
λ h, exists.elim h (λ w _, nonempty.intro w)

class inductive subsingleton (α : Sort u) : Prop
| intro (h : ∀ a b : α, a = b) : subsingleton

protected lemma subsingleton.elim {α : Sort u} [h : subsingleton α] : ∀ (a b : α), a = b :=
@subsingleton.rec α (∀ a b : α, a = b) (λ k, k) h

protected lemma subsingleton.helim {α β : Sort u} [h : subsingleton α] (h : α = β) : ∀ (a : α) (b : β), a == b :=
@eq.rec (Sort u) α (λ γ, ∀ (a : α) (b : γ), a == b) (λ a b, heq_of_eq (subsingleton.elim a b)) β h

instance subsingleton_prop (p : Prop) : subsingleton p := subsingleton.intro (λ x y, proof_irrel x y)

instance (p : Prop) : subsingleton (decidable p) :=
subsingleton.intro (λ d e,
  @decidable.rec p (λ x, x = e)
    (λ n, @decidable.rec p (λ y, is_false n = y) (λ _, rfl) (λ h, false.elim (n h)) e)
    (λ h, @decidable.rec p (λ y, is_true h = y) (λ n, false.elim (n h)) (λ _, rfl) e) d)

protected lemma rec_subsingleton {p : Prop} [h : decidable p] {h₁ : p → Sort u} {h₂ : ¬p → Sort u}
  [h₃ : Π (h : p), subsingleton (h₁ h)] [h₄ : Π (h : ¬p), subsingleton (h₂ h)] :
  subsingleton (decidable.rec_on h h₂ h₁) :=
@decidable.rec p (λ d, subsingleton (@decidable.rec_on p (λ _, Sort u) d h₂ h₁)) h₄ h₃ h

/-! If-then-else -/

lemma if_pos {c : Prop} [h : decidable c] (hc : c) {α : Sort u} {t e : α} : (ite c t e) = t :=
@decidable.rec c (λ d, @ite α c d t e = t) (λ n, false.elim (n hc)) (λ _, rfl) h

lemma if_neg {c : Prop} [h : decidable c] (hnc : ¬c) {α : Sort u} {t e : α} : (ite c t e) = e :=
@decidable.rec c (λ d, @ite α c d t e = e) (λ _, rfl) (λ y, false.elim (hnc y)) h

@[simp] lemma if_t_t (c : Prop) [h : decidable c] {α : Sort u} (t : α) : (ite c t t) = t :=
@decidable.rec c (λ d, @ite α c d t t = t) (λ _, rfl) (λ _, rfl) h

lemma implies_of_if_pos {c t e : Prop} [decidable c] (h : ite c t e) : c → t :=
λ y, eq.mp (if_pos y) h

lemma implies_of_if_neg {c t e : Prop} [decidable c] (h : ite c t e) : ¬c → e :=
λ n, eq.mp (if_neg n) h

lemma if_ctx_congr {α : Sort u} {b c : Prop} [dec_b : decidable b] [dec_c : decidable c] {x y u v : α}
  (h_c : b ↔ c) (h_t : c → x = u) (h_e : ¬c → y = v) : ite b x y = ite c u v :=
@decidable.by_cases c _ dec_c
  (λ hc, eq.trans (if_pos (h_c.mpr hc)) (eq.trans (h_t hc) (eq.symm (if_pos hc))))
  (λ nc, eq.trans (if_neg (mt h_c.mp nc)) (eq.trans (h_e nc) (eq.symm (if_neg nc))))

lemma if_congr {α : Sort u} {b c : Prop} [dec_b : decidable b] [dec_c : decidable c] {x y u v : α}
  (h_c : b ↔ c) (h_t : x = u) (h_e : y = v) : ite b x y = ite c u v :=
if_ctx_congr h_c (λ _, h_t) (λ _, h_e)

@[simp] lemma if_true {α : Sort u} {h : decidable true} (t e : α) : (@ite α true h t e) = t :=
@if_pos true h trivial α t e

@[simp] lemma if_false {α : Sort u} {h : decidable false} (t e : α) : (@ite α false h t e) = e :=
@if_neg false h not_false α t e

lemma if_ctx_congr_prop {b c x y u v : Prop} [dec_b : decidable b] [dec_c : decidable c]
  (h_c : b ↔ c) (h_t : c → (x ↔ u)) (h_e : ¬c → (y ↔ v)) : ite b x y ↔ ite c u v :=
@decidable.by_cases c _ dec_c
  (λ hc, iff.trans (if_pos (h_c.mpr hc)).to_iff (iff.trans (h_t hc) (if_pos hc).to_iff.symm))
  (λ nc, iff.trans (if_neg (mt h_c.mp nc)).to_iff (iff.trans (h_e nc) (if_neg nc).to_iff.symm))

@[congr]
lemma if_congr_prop {b c x y u v : Prop} [dec_b : decidable b] [dec_c : decidable c]
  (h_c : b ↔ c) (h_t : x ↔ u) (h_e : y ↔ v) : ite b x y ↔ ite c u v :=
if_ctx_congr_prop h_c (λ _, h_t) (λ _, h_e)

lemma if_ctx_simp_congr_prop {b c x y u v : Prop} [dec_b : decidable b]
  (h_c : b ↔ c) (h_t : c → (x ↔ u)) (h_e : ¬c → (y ↔ v)) :
  ite b x y ↔ (@ite Prop c (decidable_of_decidable_of_iff dec_b h_c) u v) :=
@if_ctx_congr_prop b c x y u v dec_b (decidable_of_decidable_of_iff dec_b h_c) h_c h_t h_e

@[congr]
lemma if_simp_congr_prop {b c x y u v : Prop} [dec_b : decidable b]
  (h_c : b ↔ c) (h_t : x ↔ u) (h_e : y ↔ v) :
  ite b x y ↔ (@ite Prop c (decidable_of_decidable_of_iff dec_b h_c) u v) :=
@if_ctx_simp_congr_prop b c x y u v dec_b h_c (λ _, h_t) (λ _, h_e)

@[simp] lemma dif_pos {c : Prop} [h : decidable c] (hc : c) {α : Sort u} {t : c → α} {e : ¬ c → α} :
  dite c t e = t hc :=
@decidable.rec c (λ d, @dite α c d t e = t hc) (λ n, false.elim (n hc)) (λ _, rfl) h

@[simp] lemma dif_neg {c : Prop} [h : decidable c] (hnc : ¬c) {α : Sort u} {t : c → α} {e : ¬ c → α} :
  dite c t e = e hnc :=
@decidable.rec c (λ d, @dite α c d t e = e hnc) (λ _, rfl) (λ y, false.elim (hnc y)) h

@[congr]
lemma dif_ctx_congr {α : Sort u} {b c : Prop} [dec_b : decidable b] [dec_c : decidable c]
  {x : b → α} {u : c → α} {y : ¬b → α} {v : ¬c → α}
  (h_c : b ↔ c)
  (h_t : ∀ (h : c), x (iff.mpr h_c h) = u h)
  (h_e : ∀ (h : ¬c), y (iff.mpr (not_iff_not_of_iff h_c) h) = v h) :
  (@dite α b dec_b x y) = (@dite α c dec_c u v) :=
@decidable.by_cases c _ dec_c
  (λ hc, eq.trans (dif_pos (h_c.mpr hc)) (eq.trans (h_t hc) (eq.symm (dif_pos hc))))
  (λ nc, eq.trans (dif_neg (mt h_c.mp nc)) (eq.trans (h_e nc) (eq.symm (dif_neg nc))))

lemma dif_ctx_simp_congr {α : Sort u} {b c : Prop} [dec_b : decidable b]
  {x : b → α} {u : c → α} {y : ¬b → α} {v : ¬c → α}
  (h_c : b ↔ c)
  (h_t : ∀ (h : c), x (iff.mpr h_c h) = u h)
  (h_e : ∀ (h : ¬c), y (iff.mpr (not_iff_not_of_iff h_c) h) = v h) :
  (@dite α b dec_b x y) = (@dite α c (decidable_of_decidable_of_iff dec_b h_c) u v) :=
@dif_ctx_congr α b c dec_b (decidable_of_decidable_of_iff dec_b h_c) x u y v h_c h_t h_e

lemma dif_eq_if (c : Prop) [h : decidable c] {α : Sort u} (t : α) (e : α) : dite c (λ h, t) (λ h, e) = ite c t e :=
@decidable.rec c (λ d, @dite α c d (λ _, t) (λ _, e) = @ite α c d t e) (λ _, rfl) (λ _, rfl) h

instance {c t e : Prop} [d_c : decidable c] [d_t : decidable t] [d_e : decidable e] :
  decidable (if c then t else e) :=
match d_c with
| (is_true _)  := d_t
| (is_false _) := d_e
end

instance {c : Prop} {t : c → Prop} {e : ¬c → Prop} [d_c : decidable c] [d_t : ∀ h, decidable (t h)]
  [d_e : ∀ h, decidable (e h)] : decidable (if h : c then t h else e h) :=
match d_c with
| (is_true y)  := d_t y
| (is_false n) := d_e n
end

def as_true (c : Prop) [decidable c] : Prop := if c then true else false

def as_false (c : Prop) [decidable c] : Prop := if c then false else true

lemma of_as_true {c : Prop} [h₁ : decidable c] (h₂ : as_true c) : c :=
decidable.by_contradiction (λ n, eq.mp (if_neg n) h₂)

/-! Universe lifting -/

structure {r s} ulift (α : Type s) : Type (max s r) :=
up :: (down : α)

namespace ulift

lemma up_down {α : Type u} : ∀ (b : ulift.{v} α), up (down b) = b
| (up _) := rfl

lemma down_up {α : Type u} (a : α) : down (up.{v} a) = a := rfl

end ulift

structure plift (α : Sort u) : Type u :=
up :: (down : α)

namespace plift

lemma up_down {α : Sort u} : ∀ (b : plift α), up (down b) = b
| (up _) := rfl

lemma down_up {α : Sort u} (a : α) : down (up a) = a := rfl

end plift

/-! Congruence for `let` -/

lemma let_value_eq {α : Sort u} {β : Sort v} {a₁ a₂ : α} (b : α → β) :
  a₁ = a₂ → (let x : α := a₁ in b x) = (let x : α := a₂ in b x) :=
λ e, congr_arg b e

lemma let_value_heq {α : Sort v} {β : α → Sort u} {a₁ a₂ : α} (b : Π x : α, β x) :
  a₁ = a₂ → (let x : α := a₁ in b x) == (let x : α := a₂ in b x) :=
λ e, @eq.rec α a₁ (λ z, b a₁ == b z) (heq.refl (b a₁)) a₂ e

lemma let_body_eq {α : Sort v} {β : α → Sort u} (a : α) {b₁ b₂ : Π x : α, β x} :
  (∀ x, b₁ x = b₂ x) → (let x : α := a in b₁ x) = (let x : α := a in b₂ x) :=
λ e, e a

lemma let_eq {α : Sort v} {β : Sort u} {a₁ a₂ : α} {b₁ b₂ : α → β} :
  a₁ = a₂ → (∀ x, b₁ x = b₂ x) → (let x : α := a₁ in b₁ x) = (let x : α := a₂ in b₂ x) :=
λ e k, eq.trans (congr_arg b₁ e) (k a₂)

/-! What may be said of a relation -/

section relation
variables {α : Sort u} {β : Sort v} (r : β → β → Prop)
local infix `≺`:50 := r

def reflexive := ∀ x, x ≺ x

def symmetric := ∀ ⦃x y⦄, x ≺ y → y ≺ x

def transitive := ∀ ⦃x y z⦄, x ≺ y → y ≺ z → x ≺ z

def equivalence := reflexive r ∧ symmetric r ∧ transitive r

def total := ∀ x y, x ≺ y ∨ y ≺ x

lemma mk_equivalence (rfl : reflexive r) (symm : symmetric r) (trans : transitive r) : equivalence r :=
and.intro rfl (and.intro symm trans)

def irreflexive := ∀ x, ¬ x ≺ x

def anti_symmetric := ∀ ⦃x y⦄, x ≺ y → y ≺ x → x = y

def empty_relation := λ a₁ a₂ : α, false

def subrelation (q r : β → β → Prop) := ∀ ⦃x y⦄, q x y → r x y

def inv_image (f : α → β) : α → α → Prop := λ a₁ a₂, f a₁ ≺ f a₂

lemma inv_image.trans (f : α → β) (h : transitive r) : transitive (inv_image r f) :=
λ x y z hxy hyz, @h (f x) (f y) (f z) hxy hyz

lemma inv_image.irreflexive (f : α → β) (h : irreflexive r) : irreflexive (inv_image r f) := λ x hx, h (f x) hx

end relation

/-! What may be said of an operation -/

section binary
variables {α : Type u} {β : Type v}
variable f : α → α → α
variable inv : α → α
variable one : α
local notation (name := f) a * b := f a b
local notation (name := inv) a ⁻¹ := inv a
variable g : α → α → α
local notation (name := g) a + b := g a b

def commutative := ∀ a b, a * b = b * a
def associative := ∀ a b c, (a * b) * c = a * (b * c)
def left_identity := ∀ a, one * a = a
def right_identity := ∀ a, a * one = a
def right_inverse := ∀ a, a * a⁻¹ = one
def left_cancelative := ∀ a b c, a * b = a * c → b = c
def right_cancelative := ∀ a b c, a * b = c * b → a = c
def left_distributive := ∀ a b c, a * (b + c) = a * b + a * c
def right_distributive := ∀ a b c, (a + b) * c = a * c + b * c
def right_commutative (h : β → α → β) := ∀ b a₁ a₂, h (h b a₁) a₂ = h (h b a₂) a₁
def left_commutative (h : α → β → β) := ∀ a₁ a₂ b, h a₁ (h a₂ b) = h a₂ (h a₁ b)

lemma left_comm : commutative f → associative f → left_commutative f :=
λ comm assoc a b c,
  eq.trans (eq.symm (assoc a b c)) (eq.trans (congr_fun (congr_arg f (comm a b)) c) (assoc b a c))

lemma right_comm : commutative f → associative f → right_commutative f :=
λ comm assoc a b c,
  eq.trans (assoc a b c) (eq.trans (congr_arg (f a) (comm b c)) (eq.symm (assoc a c b)))

end binary
