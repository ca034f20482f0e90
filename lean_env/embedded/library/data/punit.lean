/- The type with one element. -/

lemma punit_eq (a b : punit) : a = b := punit.rec_on a (punit.rec_on b rfl)

lemma punit_eq_star (a : punit) : a = punit.star := punit.rec_on a rfl

instance : subsingleton punit := subsingleton.intro punit_eq

instance : inhabited punit := ⟨punit.star⟩

instance : decidable_eq punit := λ a b, is_true (punit_eq a b)
