/- The laws of optional values as computations, and when two of them are equal. -/

universes u v

instance : is_lawful_monad option :=
{ map_const_eq := λ _ _, rfl, seq_left_eq := λ _ _ _ _, rfl, seq_right_eq := λ _ _ _ _, rfl,
  bind_pure_comp_eq_map := λ _ _ _ _, rfl, bind_map_eq_seq := λ _ _ _ _, rfl,
  id_map := λ α x, option.cases_on x rfl (λ _, rfl),
  pure_bind := λ α β x f, rfl,
  bind_assoc := λ α β γ x f g, option.cases_on x rfl (λ _, rfl) }

lemma option.eq_of_eq_some {α : Type u} : Π {x y : option α}, (∀z, x = some z ↔ y = some z) → x = y
| none     none     h := rfl
| none     (some z) h := option.no_confusion ((h z).mpr rfl)
| (some z) y        h := ((h z).mp rfl).symm

lemma option.eq_some_of_is_some {α : Type u} : Π {o : option α} (h : option.is_some o), o = some (option.get h)
| (some x) h := rfl
| none     h := false.elim (bool.ff_ne_tt h)

lemma option.eq_none_of_is_none {α : Type u} : Π {o : option α}, o.is_none → o = none
| none     h := rfl
| (some x) h := false.elim (bool.ff_ne_tt h)
