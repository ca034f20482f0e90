/- The smaller and the larger of two elements of a linear order. -/

universe u

export linear_order (min max)

section
variables {α : Type u} [linear_order α]

lemma min_def (a b : α) : min a b = if a ≤ b then a else b := congr_fun (congr_fun linear_order.min_def a) b

lemma max_def (a b : α) : max a b = if a ≤ b then b else a := congr_fun (congr_fun linear_order.max_def a) b

lemma min_eq_left {a b : α} (h : a ≤ b) : min a b = a := eq.trans (min_def a b) (if_pos h)

lemma max_eq_right {a b : α} (h : a ≤ b) : max a b = b := eq.trans (max_def a b) (if_pos h)

lemma min_eq_right {a b : α} (h : b ≤ a) : min a b = b :=
or.elim (le_or_lt a b) (λ k, eq.trans (min_eq_left k) (le_antisymm k h))
  (λ k, eq.trans (min_def a b) (if_neg (not_le_of_gt k)))

lemma max_eq_left {a b : α} (h : b ≤ a) : max a b = a :=
or.elim (le_or_lt a b) (λ k, eq.trans (max_eq_right k) (le_antisymm h k))
  (λ k, eq.trans (max_def a b) (if_neg (not_le_of_gt k)))

attribute [ematch] min_eq_left min_eq_right

/- A property of both possible values is a property of the minimum and of the maximum. -/
private lemma min_of_both (a b : α) {p : α → Prop} (ha : a ≤ b → p a) (hb : b ≤ a → p b) : p (min a b) :=
or.elim (le_total a b) (λ h, @eq.subst α p a (min a b) (min_eq_left h).symm (ha h))
  (λ h, @eq.subst α p b (min a b) (min_eq_right h).symm (hb h))

private lemma max_of_both (a b : α) {p : α → Prop} (ha : b ≤ a → p a) (hb : a ≤ b → p b) : p (max a b) :=
or.elim (le_total b a) (λ h, @eq.subst α p a (max a b) (max_eq_left h).symm (ha h))
  (λ h, @eq.subst α p b (max a b) (max_eq_right h).symm (hb h))

lemma min_le_left (a b : α) : min a b ≤ a := @min_of_both α _ a b (λ x, x ≤ a) (λ _, le_refl a) (λ h, h)

lemma min_le_right (a b : α) : min a b ≤ b := @min_of_both α _ a b (λ x, x ≤ b) (λ h, h) (λ _, le_refl b)

lemma le_min {a b c : α} (h₁ : c ≤ a) (h₂ : c ≤ b) : c ≤ min a b :=
@min_of_both α _ a b (λ x, c ≤ x) (λ _, h₁) (λ _, h₂)

lemma le_max_left (a b : α) : a ≤ max a b := @max_of_both α _ a b (λ x, a ≤ x) (λ _, le_refl a) (λ h, h)

lemma le_max_right (a b : α) : b ≤ max a b := @max_of_both α _ a b (λ x, b ≤ x) (λ h, h) (λ _, le_refl b)

lemma max_le {a b c : α} (h₁ : a ≤ c) (h₂ : b ≤ c) : max a b ≤ c :=
@max_of_both α _ a b (λ x, x ≤ c) (λ _, h₁) (λ _, h₂)

lemma eq_min {a b c : α} (h₁ : c ≤ a) (h₂ : c ≤ b) (h₃ : ∀{d}, d ≤ a → d ≤ b → d ≤ c) : c = min a b :=
le_antisymm (le_min h₁ h₂) (h₃ (min_le_left a b) (min_le_right a b))

lemma min_comm (a b : α) : min a b = min b a :=
le_antisymm (le_min (min_le_right a b) (min_le_left a b)) (le_min (min_le_right b a) (min_le_left b a))

lemma min_assoc (a b c : α) : min (min a b) c = min a (min b c) :=
le_antisymm
  (le_min (le_trans (min_le_left _ c) (min_le_left a b))
    (le_min (le_trans (min_le_left _ c) (min_le_right a b)) (min_le_right _ c)))
  (le_min (le_min (min_le_left a _) (le_trans (min_le_right a _) (min_le_left b c)))
    (le_trans (min_le_right a _) (min_le_right b c)))

lemma min_left_comm : ∀ (a b c : α), min a (min b c) = min b (min a c) :=
left_comm (@min α _) (@min_comm α _) (@min_assoc α _)

@[simp] lemma min_self (a : α) : min a a = a := min_eq_left (le_refl a)

lemma eq_max {a b c : α} (h₁ : a ≤ c) (h₂ : b ≤ c) (h₃ : ∀{d}, a ≤ d → b ≤ d → c ≤ d) : c = max a b :=
le_antisymm (h₃ (le_max_left a b) (le_max_right a b)) (max_le h₁ h₂)

lemma max_comm (a b : α) : max a b = max b a :=
le_antisymm (max_le (le_max_right b a) (le_max_left b a)) (max_le (le_max_right a b) (le_max_left a b))

lemma max_assoc (a b c : α) : max (max a b) c = max a (max b c) :=
le_antisymm
  (max_le (max_le (le_max_left a _) (le_trans (le_max_left b c) (le_max_right a _)))
    (le_trans (le_max_right b c) (le_max_right a _)))
  (max_le (le_trans (le_max_left a b) (le_max_left _ c))
    (max_le (le_trans (le_max_right a b) (le_max_left _ c)) (le_max_right _ c)))

lemma max_left_comm : ∀ (a b c : α), max a (max b c) = max b (max a c) :=
left_comm (@max α _) (@max_comm α _) (@max_assoc α _)

@[simp] lemma max_self (a : α) : max a a = a := max_eq_left (le_refl a)

lemma min_eq_left_of_lt {a b : α} (h : a < b) : min a b = a := min_eq_left (le_of_lt h)

lemma min_eq_right_of_lt {a b : α} (h : b < a) : min a b = b := min_eq_right (le_of_lt h)

lemma max_eq_left_of_lt {a b : α} (h : b < a) : max a b = a := max_eq_left (le_of_lt h)

lemma max_eq_right_of_lt {a b : α} (h : a < b) : max a b = b := max_eq_right (le_of_lt h)

lemma lt_min {a b c : α} (h₁ : a < b) (h₂ : a < c) : a < min b c :=
@min_of_both α _ b c (λ x, a < x) (λ _, h₁) (λ _, h₂)

lemma max_lt {a b c : α} (h₁ : a < c) (h₂ : b < c) : max a b < c :=
@max_of_both α _ a b (λ x, x < c) (λ _, h₁) (λ _, h₂)

end
