/- What a comparison by a relation came to, said with the relation. -/

set_option default_priority 100

universes u

namespace ordering

@[simp] theorem ite_eq_lt_distrib (c : Prop) [decidable c] (a b : ordering) :
  ((if c then a else b) = ordering.lt) = (if c then a = ordering.lt else b = ordering.lt) :=
decidable.by_cases (λ h : c, by rw [if_pos h, if_pos h]) (λ h : ¬c, by rw [if_neg h, if_neg h])

@[simp] theorem ite_eq_eq_distrib (c : Prop) [decidable c] (a b : ordering) :
  ((if c then a else b) = ordering.eq) = (if c then a = ordering.eq else b = ordering.eq) :=
decidable.by_cases (λ h : c, by rw [if_pos h, if_pos h]) (λ h : ¬c, by rw [if_neg h, if_neg h])

@[simp] theorem ite_eq_gt_distrib (c : Prop) [decidable c] (a b : ordering) :
  ((if c then a else b) = ordering.gt) = (if c then a = ordering.gt else b = ordering.gt) :=
decidable.by_cases (λ h : c, by rw [if_pos h, if_pos h]) (λ h : ¬c, by rw [if_neg h, if_neg h])

end ordering

section
variables {α : Type u} {lt : α → α → Prop} [decidable_rel lt]

/- The three cases, each with its outcome. -/
private lemma cmp_lt {a b : α} (h : lt a b) : cmp_using lt a b = ordering.lt := if_pos h

private lemma cmp_gt {a b : α} (n : ¬ lt a b) (h : lt b a) : cmp_using lt a b = ordering.gt :=
eq.trans (if_neg n) (if_pos h)

private lemma cmp_eq {a b : α} (n : ¬ lt a b) (m : ¬ lt b a) : cmp_using lt a b = ordering.eq :=
eq.trans (if_neg n) (if_neg m)

@[simp] lemma cmp_using_eq_lt (a b : α) : (cmp_using lt a b = ordering.lt) = lt a b :=
propext ⟨λ e, decidable.by_contradiction (λ n, decidable.by_cases
  (λ h : lt b a, ordering.no_confusion (eq.trans e.symm (cmp_gt n h)))
  (λ m : ¬ lt b a, ordering.no_confusion (eq.trans e.symm (cmp_eq n m)))), cmp_lt⟩

@[simp] lemma cmp_using_eq_gt [is_strict_order α lt] (a b : α) : (cmp_using lt a b = ordering.gt) = lt b a :=
propext ⟨λ e, decidable.by_contradiction (λ m, decidable.by_cases
  (λ h : lt a b, ordering.no_confusion (eq.trans e.symm (cmp_lt h)))
  (λ n : ¬ lt a b, ordering.no_confusion (eq.trans e.symm (cmp_eq n m)))), λ h, cmp_gt (not_lt_of_lt h) h⟩

@[simp] lemma cmp_using_eq_eq (a b : α) : (cmp_using lt a b = ordering.eq) = (¬ lt a b ∧ ¬ lt b a) :=
propext ⟨λ e, ⟨λ h, ordering.no_confusion (eq.trans e.symm (cmp_lt h)), λ h, decidable.by_cases
  (λ k : lt a b, ordering.no_confusion (eq.trans e.symm (cmp_lt k)))
  (λ n : ¬ lt a b, ordering.no_confusion (eq.trans e.symm (cmp_gt n h)))⟩, λ h, cmp_eq h.left h.right⟩

end
