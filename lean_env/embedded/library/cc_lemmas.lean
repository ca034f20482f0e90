/- Connectives with an argument whose truth is known: the steps of congruence closure. -/

lemma iff_eq_of_eq_true_left {a b : Prop} (h : a = true) : (a ↔ b) = b :=
propext ⟨λ k, k.mp (of_eq_true h), λ k, ⟨λ _, k, λ _, of_eq_true h⟩⟩

lemma iff_eq_of_eq_true_right {a b : Prop} (h : b = true) : (a ↔ b) = a :=
propext ⟨λ k, k.mpr (of_eq_true h), λ k, ⟨λ _, of_eq_true h, λ _, k⟩⟩

lemma iff_eq_true_of_eq {a b : Prop} (h : a = b) : (a ↔ b) = true := eq_true_intro h.to_iff

lemma and_eq_of_eq_true_left {a b : Prop} (h : a = true) : (a ∧ b) = b := propext (and_iff_right (of_eq_true h))

lemma and_eq_of_eq_true_right {a b : Prop} (h : b = true) : (a ∧ b) = a := propext (and_iff_left (of_eq_true h))

lemma and_eq_of_eq_false_left {a b : Prop} (h : a = false) : (a ∧ b) = false :=
eq_false_intro (λ k, not_of_eq_false h k.left)

lemma and_eq_of_eq_false_right {a b : Prop} (h : b = false) : (a ∧ b) = false :=
eq_false_intro (λ k, not_of_eq_false h k.right)

lemma and_eq_of_eq {a b : Prop} (h : a = b) : (a ∧ b) = a := propext ⟨and.left, λ k, ⟨k, eq.mp h k⟩⟩

lemma or_eq_of_eq_true_left {a b : Prop} (h : a = true) : (a ∨ b) = true := eq_true_intro (or.inl (of_eq_true h))

lemma or_eq_of_eq_true_right {a b : Prop} (h : b = true) : (a ∨ b) = true := eq_true_intro (or.inr (of_eq_true h))

lemma or_eq_of_eq_false_left {a b : Prop} (h : a = false) : (a ∨ b) = b :=
propext (or_iff_right_of_imp (λ k, false.elim (not_of_eq_false h k)))

lemma or_eq_of_eq_false_right {a b : Prop} (h : b = false) : (a ∨ b) = a :=
propext (or_iff_left_of_imp (λ k, false.elim (not_of_eq_false h k)))

lemma or_eq_of_eq {a b : Prop} (h : a = b) : (a ∨ b) = a := propext (or_iff_left_of_imp (eq.mpr h))

lemma imp_eq_of_eq_true_left {a b : Prop} (h : a = true) : (a → b) = b :=
propext ⟨λ k, k (of_eq_true h), λ k _, k⟩

lemma imp_eq_of_eq_true_right {a b : Prop} (h : b = true) : (a → b) = true := eq_true_intro (λ _, of_eq_true h)

lemma imp_eq_of_eq_false_left {a b : Prop} (h : a = false) : (a → b) = true :=
eq_true_intro (λ k, false.elim (not_of_eq_false h k))

lemma imp_eq_of_eq_false_right {a b : Prop} (h : b = false) : (a → b) = not a :=
propext ⟨λ k ha, not_of_eq_false h (k ha), λ n ha, false.elim (n ha)⟩

lemma not_imp_eq_of_eq_false_right {a b : Prop} (h : b = false) : (not a → b) = a :=
propext ⟨λ k, classical.by_contradiction (λ n, not_of_eq_false h (k n)), λ ha n, false.elim (n ha)⟩

lemma imp_eq_true_of_eq {a b : Prop} (h : a = b) : (a → b) = true := eq_true_intro (eq.mp h)

lemma not_eq_of_eq_true {a : Prop} (h : a = true) : (not a) = false := eq_false_intro (λ n, n (of_eq_true h))

lemma not_eq_of_eq_false {a : Prop} (h : a = false) : (not a) = true := eq_true_intro (not_of_eq_false h)

lemma false_of_a_eq_not_a {a : Prop} (h : a = not a) : false :=
have n : not a, from λ ha, eq.mp h ha ha, n (eq.mpr h n)

universes u

lemma if_eq_of_eq_true {c : Prop} [d : decidable c] {α : Sort u} (t e : α) (h : c = true) : (@ite α c d t e) = t :=
if_pos (of_eq_true h)

lemma if_eq_of_eq_false {c : Prop} [d : decidable c] {α : Sort u} (t e : α) (h : c = false) : (@ite α c d t e) = e :=
if_neg (not_of_eq_false h)

lemma if_eq_of_eq (c : Prop) [d : decidable c] {α : Sort u} {t e : α} (h : t = e) : (@ite α c d t e) = t :=
@decidable.rec c (λ d, @ite α c d t e = t) (λ _, h.symm) (λ _, rfl) d

lemma eq_true_of_and_eq_true_left {a b : Prop} (h : (a ∧ b) = true) : a = true := eq_true_intro (of_eq_true h).left

lemma eq_true_of_and_eq_true_right {a b : Prop} (h : (a ∧ b) = true) : b = true :=
eq_true_intro (of_eq_true h).right

lemma eq_false_of_or_eq_false_left {a b : Prop} (h : (a ∨ b) = false) : a = false :=
eq_false_intro (λ k, not_of_eq_false h (or.inl k))

lemma eq_false_of_or_eq_false_right {a b : Prop} (h : (a ∨ b) = false) : b = false :=
eq_false_intro (λ k, not_of_eq_false h (or.inr k))

lemma eq_false_of_not_eq_true {a : Prop} (h : (not a) = true) : a = false := eq_false_intro (of_eq_true h)

lemma eq_true_of_not_eq_false {a : Prop} (h : (not a) = false) : a = true :=
eq_true_intro (classical.by_contradiction (λ n, not_of_eq_false h n))

lemma ne_of_eq_of_ne {α : Sort u} {a b c : α} (h₁ : a = b) (h₂ : b ≠ c) : a ≠ c := λ e, h₂ (h₁.symm.trans e)

lemma ne_of_ne_of_eq {α : Sort u} {a b c : α} (h₁ : a ≠ b) (h₂ : b = c) : a ≠ c := λ e, h₁ (e.trans h₂.symm)
