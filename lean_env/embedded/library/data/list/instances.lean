/- Lists as computations with many results, and decisions about all and about some of their members. -/

open list

universes u v

instance : monad list := {pure := @list.ret, map := @list.map, bind := @list.bind}

private lemma bind_ret {α : Type u} {β : Type v} (f : α → β) : ∀ l : list α, list.bind l (λ x, [f x]) = list.map f l
| []       := rfl
| (x :: l) := congr_arg (cons (f x)) (bind_ret l)

private lemma bind_assoc_aux {α β γ : Type u} (f : α → list β) (g : β → list γ) :
  ∀ l : list α, list.bind (list.bind l f) g = list.bind l (λ x, list.bind (f x) g)
| []       := rfl
| (x :: l) := eq.trans (append_bind (f x) (list.bind l f) g) (congr_arg (list.append (list.bind (f x) g)) (bind_assoc_aux l))

instance : is_lawful_monad list :=
{ map_const_eq := λ _ _, rfl, seq_left_eq := λ _ _ _ _, rfl, seq_right_eq := λ _ _ _ _, rfl,
  bind_map_eq_seq := λ _ _ _ _, rfl,
  bind_pure_comp_eq_map := λ α β f l, bind_ret f l,
  id_map := @list.map_id,
  pure_bind := λ α β x f, append_nil (f x),
  bind_assoc := λ α β γ l f g, bind_assoc_aux f g l }

instance : alternative list := {failure := @list.nil, orelse := @list.append, ..list.monad}

namespace list
variables {α β : Type u} (p : α → Prop) [decidable_pred p]

instance bin_tree_to_list : has_coe (bin_tree α) (list α) := ⟨bin_tree.to_list⟩

instance decidable_bex : ∀ (l : list α), decidable (∃ x ∈ l, p x)
| []      := is_false (not_bex_nil p)
| (x::xs) :=
  if h₁ : p x then is_true ⟨x, mem_cons_self x xs, h₁⟩
  else match decidable_bex xs with
  | is_true h₂  := is_true ((bex_cons p x xs).mpr (or.inr h₂))
  | is_false h₂ := is_false (λ h, or.elim ((bex_cons p x xs).mp h) h₁ h₂)
  end

instance decidable_ball (l : list α) : decidable (∀ x ∈ l, p x) :=
if h : ∃ x ∈ l, ¬ p x then
  is_false (λ al, exists.elim h (λ x k, exists.elim k (λ m n, n (al x m))))
else
  is_true (λ x m, decidable.by_contradiction (λ n, h ⟨x, m, n⟩))

end list
