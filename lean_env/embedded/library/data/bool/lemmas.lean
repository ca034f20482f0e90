/- The laws of booleans, and of propositions that are decided by them. -/

attribute [simp] cond bor band bnot bxor

@[simp] lemma {u} cond_a_a {α : Type u} (b : bool) (a : α) : cond b a a = a := bool.cases_on b rfl rfl

@[simp] lemma band_self (b : bool) : b && b = b := bool.cases_on b rfl rfl

@[simp] lemma band_tt (b : bool) : b && tt = b := bool.cases_on b rfl rfl

@[simp] lemma band_ff (b : bool) : b && ff = ff := bool.cases_on b rfl rfl

@[simp] lemma tt_band (b : bool) : tt && b = b := rfl

@[simp] lemma ff_band (b : bool) : ff && b = ff := rfl

@[simp] lemma bor_self (b : bool) : b || b = b := bool.cases_on b rfl rfl

@[simp] lemma bor_tt (b : bool) : b || tt = tt := bool.cases_on b rfl rfl

@[simp] lemma bor_ff (b : bool) : b || ff = b := bool.cases_on b rfl rfl

@[simp] lemma tt_bor (b : bool) : tt || b = tt := rfl

@[simp] lemma ff_bor (b : bool) : ff || b = b := rfl

@[simp] lemma bxor_self (b : bool) : bxor b b = ff := bool.cases_on b rfl rfl

@[simp] lemma bxor_tt (b : bool) : bxor b tt = bnot b := bool.cases_on b rfl rfl

lemma bxor_ff (b : bool) : bxor b ff = b := bool.cases_on b rfl rfl

@[simp] lemma tt_bxor (b : bool) : bxor tt b = bnot b := bool.cases_on b rfl rfl

lemma ff_bxor (b : bool) : bxor ff b = b := bool.cases_on b rfl rfl

@[simp] lemma bnot_bnot (b : bool) : bnot (bnot b) = b := bool.cases_on b rfl rfl

lemma tt_eq_ff_eq_false : ¬(tt = ff) := λ e, bool.no_confusion e

lemma ff_eq_tt_eq_false : ¬(ff = tt) := λ e, bool.no_confusion e

@[simp] lemma eq_ff_eq_not_eq_tt (b : bool) : (¬(b = tt)) = (b = ff) :=
@bool.rec (λ b, (¬(b = tt)) = (b = ff))
  (propext ⟨λ _, rfl, λ _, ff_eq_tt_eq_false⟩) (propext ⟨λ n, false.elim (n rfl), λ e, false.elim (tt_eq_ff_eq_false e)⟩) b

@[simp] lemma eq_tt_eq_not_eq_ff (b : bool) : (¬(b = ff)) = (b = tt) :=
@bool.rec (λ b, (¬(b = ff)) = (b = tt))
  (propext ⟨λ n, false.elim (n rfl), λ e, false.elim (ff_eq_tt_eq_false e)⟩) (propext ⟨λ _, rfl, λ _, tt_eq_ff_eq_false⟩) b

lemma eq_ff_of_not_eq_tt {b : bool} : (¬(b = tt)) → (b = ff) := eq.mp (eq_ff_eq_not_eq_tt b)

lemma eq_tt_of_not_eq_ff {b : bool} : (¬(b = ff)) → (b = tt) := eq.mp (eq_tt_eq_not_eq_ff b)

@[simp] lemma band_eq_true_eq_eq_tt_and_eq_tt (a b : bool) : (a && b = tt) = (a = tt ∧ b = tt) :=
@bool.rec (λ a, (a && b = tt) = (a = tt ∧ b = tt))
  (propext ⟨λ e, false.elim (ff_eq_tt_eq_false e), λ h, h.left⟩) (propext ⟨λ e, ⟨rfl, e⟩, λ h, h.right⟩) a

@[simp] lemma bor_eq_true_eq_eq_tt_or_eq_tt (a b : bool) : (a || b = tt) = (a = tt ∨ b = tt) :=
@bool.rec (λ a, (a || b = tt) = (a = tt ∨ b = tt))
  (propext ⟨or.inr, λ h, or.resolve_left h ff_eq_tt_eq_false⟩) (propext ⟨or.inl, λ _, rfl⟩) a

@[simp] lemma bnot_eq_true_eq_eq_ff (a : bool) : (bnot a = tt) = (a = ff) :=
@bool.rec (λ a, (bnot a = tt) = (a = ff))
  (propext ⟨λ _, rfl, λ _, rfl⟩) (propext ⟨λ e, e.symm, λ e, e.symm⟩) a

@[simp] lemma band_eq_false_eq_eq_ff_or_eq_ff (a b : bool) : (a && b = ff) = (a = ff ∨ b = ff) :=
@bool.rec (λ a, (a && b = ff) = (a = ff ∨ b = ff))
  (propext ⟨or.inl, λ _, rfl⟩) (propext ⟨or.inr, λ h, or.resolve_left h tt_eq_ff_eq_false⟩) a

@[simp] lemma bor_eq_false_eq_eq_ff_and_eq_ff (a b : bool) : (a || b = ff) = (a = ff ∧ b = ff) :=
@bool.rec (λ a, (a || b = ff) = (a = ff ∧ b = ff))
  (propext ⟨λ e, ⟨rfl, e⟩, λ h, h.right⟩) (propext ⟨λ e, false.elim (tt_eq_ff_eq_false e), λ h, h.left⟩) a

@[simp] lemma bnot_eq_ff_eq_eq_tt (a : bool) : (bnot a = ff) = (a = tt) :=
@bool.rec (λ a, (bnot a = ff) = (a = tt))
  (propext ⟨λ e, e.symm, λ e, e.symm⟩) (propext ⟨λ _, rfl, λ _, rfl⟩) a

@[simp] lemma coe_ff : ↑ff = false := show (ff = tt) = false, from eq_false_intro ff_eq_tt_eq_false

@[simp] lemma coe_tt : ↑tt = true := show (tt = tt) = true, from eq_true_intro rfl

@[simp] lemma coe_sort_ff : ↥ff = false := show (ff = tt) = false, from eq_false_intro ff_eq_tt_eq_false

@[simp] lemma coe_sort_tt : ↥tt = true := show (tt = tt) = true, from eq_true_intro rfl

@[simp] theorem to_bool_iff (p : Prop) [d : decidable p] : (to_bool p = tt) ↔ p :=
@decidable.rec p (λ d, @to_bool p d = tt ↔ p)
  (λ n, ⟨λ e, false.elim (ff_eq_tt_eq_false e), λ h, false.elim (n h)⟩) (λ h, ⟨λ _, h, λ _, rfl⟩) d

theorem to_bool_true {p : Prop} [decidable p] : p → to_bool p := (to_bool_iff p).mpr

theorem to_bool_tt {p : Prop} [decidable p] : p → to_bool p = tt := (to_bool_iff p).mpr

theorem of_to_bool_true {p : Prop} [decidable p] : to_bool p → p := (to_bool_iff p).mp

theorem bool_iff_false {b : bool} : ¬ b ↔ b = ff := ⟨eq_ff_of_not_eq_tt, λ e, eq.mpr (eq_ff_eq_not_eq_tt b) e⟩

theorem bool_eq_false {b : bool} : ¬ b → b = ff := eq_ff_of_not_eq_tt

@[simp] theorem to_bool_ff_iff (p : Prop) [decidable p] : to_bool p = ff ↔ ¬p :=
iff.trans bool_iff_false.symm (not_congr (to_bool_iff p))

theorem to_bool_ff {p : Prop} [decidable p] : ¬p → to_bool p = ff := (to_bool_ff_iff p).mpr

theorem of_to_bool_ff {p : Prop} [decidable p] : to_bool p = ff → ¬p := (to_bool_ff_iff p).mp

theorem to_bool_congr {p q : Prop} [decidable p] [decidable q] (h : p ↔ q) : to_bool p = to_bool q :=
decidable.by_cases
  (λ hq : q, eq.trans (to_bool_tt (h.mpr hq)) (to_bool_tt hq).symm)
  (λ nq : ¬q, eq.trans (to_bool_ff (mt h.mp nq)) (to_bool_ff nq).symm)

@[simp] theorem bor_coe_iff (a b : bool) : a || b ↔ a ∨ b := (bor_eq_true_eq_eq_tt_or_eq_tt a b).to_iff

@[simp] theorem band_coe_iff (a b : bool) : a && b ↔ a ∧ b := (band_eq_true_eq_eq_tt_and_eq_tt a b).to_iff

@[simp] theorem bxor_coe_iff (a b : bool) : bxor a b ↔ xor a b :=
@bool.rec (λ a, bxor a b = tt ↔ xor (a = tt) (b = tt))
  (@bool.rec (λ b, bxor ff b = tt ↔ xor (ff = tt) (b = tt))
    ⟨λ e, or.inl ⟨e, ff_eq_tt_eq_false⟩, λ h, or.elim h (λ k, k.left) (λ k, k.left)⟩
    ⟨λ _, or.inr ⟨rfl, ff_eq_tt_eq_false⟩, λ _, rfl⟩ b)
  (@bool.rec (λ b, bxor tt b = tt ↔ xor (tt = tt) (b = tt))
    ⟨λ _, or.inl ⟨rfl, ff_eq_tt_eq_false⟩, λ _, rfl⟩
    ⟨λ e, or.inl ⟨rfl, λ _, ff_eq_tt_eq_false e⟩, λ h, or.elim h (λ k, false.elim (k.right rfl)) (λ k, false.elim (k.right rfl))⟩ b) a

@[simp] theorem ite_eq_tt_distrib (c : Prop) [decidable c] (a b : bool) :
  ((if c then a else b) = tt) = (if c then a = tt else b = tt) :=
decidable.by_cases (λ h : c, by rw [if_pos h, if_pos h]) (λ h : ¬c, by rw [if_neg h, if_neg h])

@[simp] theorem ite_eq_ff_distrib (c : Prop) [decidable c] (a b : bool) :
  ((if c then a else b) = ff) = (if c then a = ff else b = ff) :=
decidable.by_cases (λ h : c, by rw [if_pos h, if_pos h]) (λ h : ¬c, by rw [if_neg h, if_neg h])
