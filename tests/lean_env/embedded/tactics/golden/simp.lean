example (p q : Prop) (hp : p) (hq : q) : p ∧ q := by simp [hp, hq]

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := by simp *

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := by simp

example (p q : Prop) (hp : p) (hq : q) : p ∧ q ∧ true := by simp only [hp, hq, and_true, true_and]

example (p q : Prop) : p ∧ true ↔ p := by simp

example (p q : Prop) : (p ∧ q) ∧ p ↔ p ∧ q := by simp

example (p q : Prop) : p ∨ ¬ p := by simp [classical.em]

example (p q : Prop) (h : ¬ p) : p ∨ q ↔ q := by simp [h]

example (p q : Prop) (h : ¬ p) : (p → q) ↔ true := by simp [h]

example (p q : Prop) (h : p) : (p → q) ↔ q := by simp [h]

example (α : Type) (a b c : α) (f : α → α) (h : ∀ x, f x = x) : f (f a) = a := by simp [h]

example (α : Type) (a b c : α) (f : α → α) (h : ∀ x, f x = x) : f (f a) = a := by simp only [h]

example (α : Type) (a b c : α) (f : α → α) (h : ∀ x, f x = x) (hh : f a = f b) : a = b := by { simp [h] at hh, exact hh }

example (α : Type) (a b c : α) (f : α → α) (h : ∀ x, f x = x) (hh : f a = f b) : a = b := by { simp only [h] at hh, assumption }

example (α : Type) (a b c : α) (f : α → α) (h : ∀ x, f x = x) (hh : f a = f b) : a = b := by { simp [h] at hh ⊢, exact hh }

example (α : Type) (a b c : α) (f : α → α) (h : ∀ x, f x = x) (hh : f a = f b) : f a = f b := by { simp [h] at hh ⊢, exact hh }

example (α : Type) (a b c : α) (f : α → α) (h : ∀ x, f x = x) (hh : f a = f b) : f a = b := by { simp [h] at *, exact hh }

example (α : Type) (a b c : α) (f : α → α) (h : ∀ x, f x = x) (hh : f a = f b) : f a = b := by { simp * at * }

example (α : Type) (a b c : α) (f : α → α) (p : α → Prop) (h : ∀ x, p x → f x = x) (hh : p a) : f a = a := by simp [h, hh]

example (α : Type) (a b c : α) (f : α → α) (p : α → Prop) (h : ∀ x, p x → f x = x) (hh : p a) : f a = a := by simp [h]

example (α : Type) (a b c : α) (f : α → α) (p : α → Prop) (h : ∀ x, p x → f x = x) (hh : p a) : f a = a := by simp *

example (α : Type) (a b : α) (f : α → α → α) (h : ∀ x y, f x y = f y x) : f a b = f b a := by simp [h]

example (α : Type) (a b : α) (f : α → α → α) (h : ∀ x y, f x y = f y x) : f a b = f b a := by rw h

example (α : Type) (a b c : α) (f : α → α → α) (h : ∀ x y, f x y = f y x) (ha : ∀ x y z, f (f x y) z = f x (f y z)) (hl : ∀ x y z, f x (f y z) = f y (f x z)) : f (f a b) c = f c (f b a) := by simp [h, ha, hl]

example (α : Type) (p : α → Prop) (h : ∀ x, p x) : (∀ x, p x) ↔ true := by simp [h]

example (α : Type) (p q : α → Prop) (h : ∀ x, p x ↔ q x) : (∀ x, p x) ↔ (∀ x, q x) := by simp [h]

example (α : Type) (p q : α → Prop) (h : ∀ x, p x ↔ q x) : (∃ x, p x) ↔ (∃ x, q x) := by simp [h]

example (α : Type) (p q : α → Prop) (h : ∀ x, p x = q x) : (∃ x, p x) ↔ (∃ x, q x) := by simp [h]

example (α : Type) (p q : α → Prop) (h : ∀ x, p x = q x) : (λ x, p x ∧ true) = q := by simp [h]

example (α : Type) (p q : α → Prop) (h : ∀ x, p x = q x) : (λ x, p x) = q := by simp [h]

example (α : Type) (f g : α → α) (h : ∀ x, f x = g x) : (λ x, f (f x)) = (λ x, g (g x)) := by simp [h]

example (α : Type) (a b : α) (p : α → Prop) (h : a = b) : p a ↔ p b := by simp [h]

example (α : Type) (a b : α) (p : α → Prop) (h : a = b) (hp : p a) : p b := by { simp [h] at hp, exact hp }

example (α : Type) (a b : α) (p : α → Prop) (h : a = b) (hp : p a) : p b := by simpa [h] using hp

example (p q r : Prop) : p ∧ q → q ∧ p := by simp {contextual := tt}

example (p q r : Prop) : p → q → p ∧ q := by simp {contextual := tt}

example (p q r : Prop) : p → q → p ∧ q := by { intros, simp * }

example (p q r : Prop) (hp : p) : p ∨ q := by simp [hp]

example (p q r : Prop) (hp : p) (h : q = p) : q := by simp [h, hp]

example (p q r : Prop) (hp : p) (h : q ↔ p) : q := by simp [h, hp]

example (p q r : Prop) (hp : p) (h : p ↔ q) : q := by simp [← h, hp]

example (p q r : Prop) (hp : p) (h : p ↔ q) : q := by { rw ← h, assumption }

example (p q r : Prop) (h : p ∧ q) : p := by simp [h]

example (p q r : Prop) (h : p ∧ q) : q ∧ p := by simp [h.1, h.2]

example (p q r : Prop) (h : p ∧ q) : p ∧ q := by simp at h

example (p q r : Prop) (h : p ∧ true) : p := by { simp at h, exact h }

example (p q r : Prop) (h : p ∧ false) : q := by { simp at h, exact h }

example (p q r : Prop) (h : p ∧ false) : q := by { simp at h, contradiction }

example (p q r : Prop) (h : p ∧ false) : q := by { simp at h, cases h }

example (p q r : Prop) (h : p ∧ false) : q := by { simp * at * }

example (p : Prop) : ¬ (p ∧ ¬ p) := by simp

example (p : Prop) (α : Type) (a b : α) : a = a ∧ true := by simp

example (α : Type) (a b : α) (h : a ≠ b) : ¬ (a = b) := by simp [h]

example (α : Type) (a b : α) (h : a ≠ b) : (a = b) = false := by simp [h]

example (α : Type) (a b : α) (h : a = b) : b = a := by simp [h]

example (α : Type) (a b c : α) [decidable (a = b)] (h : a = b) : (if a = b then a else c) = a := by simp [h]

example (α : Type) (a b c : α) (p : Prop) [decidable p] (h : p) : (if p then a else c) = a := by simp [h]

example (α : Type) (a b c : α) (p : Prop) [decidable p] (h : ¬p) : (if p then a else c) = c := by simp [h]

example (α : Type) (a b c : α) (p : Prop) [decidable p] : (if p then a else a) = a := by simp

example (α : Type) (a b c : α) (p q : Prop) [decidable p] [decidable q] (h : p ↔ q) : (if p then a else b) = (if q then a else b) := by simp [h]

example (α : Type) (a b c : α) (p q : Prop) [decidable p] [decidable q] (h : p ↔ q) : (if p then a else b) = (if q then a else b) := by rw h

example (α : Type) (a b c : α) (p q : Prop) [decidable p] [decidable q] (h : p ↔ q) : (if p then a else b) = (if q then a else b) := by simp only [h]

example (α β : Type) (a : α) (b : β) : (a, b).1 = a := by simp

example (α β : Type) (a : α) (b : β) : (a, b).1 = a := by dsimp; refl

example (α β : Type) (a : α) (b : β) : (a, b).1 = a := by refl

example (α β : Type) (a c : α) (b d : β) (h : (a, b) = (c, d)) : a = c := by { injection h }

example (α β : Type) (a c : α) (b d : β) (h : (a, b) = (c, d)) : a = c := by { injection h with h1 h2, exact h1 }

example (α β : Type) (a c : α) (b d : β) (h : (a, b) = (c, d)) : a = c := by { cases h, refl }

example (α β : Type) (a c : α) (b d : β) (h : (a, b) = (c, d)) : a = c := by { simp at h, exact h.1 }

example (α β : Type) (a c : α) (b d : β) (h : (a, b) = (c, d)) : a = c ∧ b = d := by { injection h, split; assumption }

example (α β : Type) (a c : α) (b d : β) (h : (sum.inl a : α ⊕ β) = sum.inr b) : false := by contradiction

example (α β : Type) (a c : α) (b d : β) (h : (sum.inl a : α ⊕ β) = sum.inr b) : false := by cases h

example (α β : Type) (a c : α) (b d : β) (h : (sum.inl a : α ⊕ β) = sum.inr b) : false := by { injection h }

example (α β : Type) (a c : α) (b d : β) (h : (sum.inl a : α ⊕ β) = sum.inr b) : false := by { simp at h, assumption }

example (α β : Type) (a c : α) (h : (sum.inl a : α ⊕ β) = sum.inl c) : a = c := by { simp at h, assumption }

example (α β : Type) (a c : α) (h : some a = some c) : a = c := by { simp at h, assumption }

example (α β : Type) (a c : α) (h : some a = some c) : a = c := by { injections }

example (α β : Type) (a c : α) (h : some a = some c) : a = c := by { injections with h1, exact h1 }

example (α : Type) (f : α → α) (h : ∀ x, f (f x) = f x) (a : α) : f (f (f a)) = f a := by rw [h, h]

example (α : Type) (f : α → α) (h : ∀ x, f (f x) = f x) (a : α) : f (f (f a)) = f a := by simp [h]

example (α : Type) (f : α → α) (h : ∀ x, f x = f (f x)) (a : α) : f (f (f a)) = f a := by rw [← h, ← h]

def idd {α : Type} (a : α) : α := a

example (α : Type) (a : α) : idd a = a := by simp [idd]

example (α : Type) (a : α) : idd a = a := by unfold idd

example (α : Type) (a : α) : idd a = a := by simp

example (α : Type) (a : α) : idd a = a := by refl

example (α : Type) (a : α) : idd a = a := by { dsimp [idd], refl }

example (α : Type) (a : α) : idd a = a := by { delta idd, refl }

example (α : Type) (a : α) : idd a = a := by { dunfold idd, refl }

example (α : Type) (a : α) : idd a = a := by rw idd

example (α : Type) (a : α) (h : idd a = a) : true := by { unfold idd at h, trivial }

example (α : Type) (a b : α) (h : idd a = b) : a = b := by { unfold idd at h, exact h }

example (α : Type) (a b : α) (h : idd a = b) : a = b := by { rw idd at h, exact h }

example (α : Type) (a b : α) (h : idd a = b) : a = b := by { simp [idd] at h, exact h }

example (α : Type) (a b : α) (h : idd a = b) : a = b := by { dsimp [idd] at h, exact h }

example (α : Type) (a b : α) (h : idd a = b) : a = b := by { unfold foo at h, exact h }

@[simp] theorem idd_eq {α : Type} (a : α) : idd a = a := rfl

example (α : Type) (a : α) : idd a = a := by simp

example (α : Type) (a : α) : idd (idd a) = a := by simp only [idd_eq]

example (α : Type) (a : α) : idd (idd a) = a := by dsimp

example (α : Type) (a : α) : idd (idd a) = a := by { dsimp, refl }

example (α : Type) (a : α) : idd (idd a) = a := by simp [-idd_eq]

example (p q r : Prop) : (p ∨ q) ∨ r ↔ p ∨ (q ∨ r) := by simp [or_assoc]

example (p q r : Prop) : (p ∨ q) ∨ r ↔ r ∨ (q ∨ p) := by simp [or_comm, or_assoc, or.left_comm]

example (p q r : Prop) : (p ∧ q) ∧ r ↔ r ∧ (q ∧ p) := by ac_refl

example (p q r : Prop) : (p ∧ q) ∧ r ↔ r ∧ (q ∧ p) := by simp [and.comm, and.left_comm, and.assoc]

example (p q : Prop) : ¬ (p ∨ q) ↔ ¬ p ∧ ¬ q := by { split, { intro h, exact ⟨λ hp, h (or.inl hp), λ hq, h (or.inr hq)⟩ }, { intros h hpq, cases h, cases hpq; contradiction } }

example (p q : Prop) : ¬ (p ∨ q) ↔ ¬ p ∧ ¬ q := by simp [not_or_distrib]

example (p q : Prop) : ¬ (p ∨ q) ↔ ¬ p ∧ ¬ q := not_or_distrib

example (p q : Prop) : ¬ ¬ p ↔ p := by simp [classical.not_not]

example (α : Type) (s : α → Prop) (a : α) (h : ∀ x, s x → x = a) (b : α) (hb : s b) : b = a := by { apply h, exact hb }

example (α : Type) (s : α → Prop) (a : α) (h : ∀ x, s x → x = a) (b : α) (hb : s b) : b = a := by simp [h b hb]

example : ∀ p q : Prop, p ∧ true → p := by simp_intros p q h

example : ∀ p q : Prop, p ∧ true → p := by { simp_intros p q h, exact h }

example : ∀ p q : Prop, p ∧ true → p := by { simp {contextual := tt} }

example (p q : Prop) (h1 : p → q) (h2 : q → p) (hp : p) : q := by simp * at *

example (p q : Prop) (h1 : p → q) (h2 : q → p) : p ↔ q := by simp * at *

example (p q : Prop) (h1 : p → q) (h2 : q → p) (h : q) : p := by simp *

example (p q : Prop) (h1 : p → q) (h2 : q → p) (hp : p) : q := by { try { simp * at * }, exact h1 hp }

example (p q : Prop) (h1 : p → q) (h2 : q → p) (hp : p) : q := by { simp * at * <|> exact h1 hp }

example (p q : Prop) (h1 : p → q) (h2 : q → p) : p → q := by simp [h1, h2]

example (p q s : Prop) (h1 : p → q) (h2 : q → s) (h3 : s → p) (h4 : p) : s := by simp *

example (p q s : Prop) (h1 : p → q) (h2 : q → s) (h3 : s → p) (h4 : p) : s := by simp * at *
