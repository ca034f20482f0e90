/- Pairs. -/

universes u v

section
variables {α : Type u} {β : Type v}

@[simp] lemma prod.mk.eta : ∀ {p : α × β}, (p.1, p.2) = p
| (x, y) := rfl

instance [inhabited α] [inhabited β] : inhabited (prod α β) := ⟨(default, default)⟩

instance [h₁ : decidable_eq α] [h₂ : decidable_eq β] : decidable_eq (α × β)
| (a, b) (a', b') :=
  match h₁ a a' with
  | is_true p :=
    match h₂ b b' with
    | is_true q  := is_true (@congr β (α × β) (prod.mk a) (prod.mk a') b b' (congr_arg prod.mk p) q)
    | is_false n := is_false (λ e, prod.no_confusion e (λ _ q, n q))
    end
  | is_false n := is_false (λ e, prod.no_confusion e (λ p _, n p))
  end

end

def {u₁ u₂ v₁ v₂} prod.map {α₁ : Type u₁} {α₂ : Type u₂} {β₁ : Type v₁} {β₂ : Type v₂}
  (f : α₁ → α₂) (g : β₁ → β₂) (x : α₁ × β₁) : α₂ × β₂ := (f x.1, g x.2)
