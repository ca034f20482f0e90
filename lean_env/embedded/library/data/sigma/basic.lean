/- Dependent pairs: their notation and when two of them are equal. -/

notation `Σ` binders `, ` r:(scoped p, sigma p) := r
notation `Σ'` binders `, ` r:(scoped p, psigma p) := r

universes u v

lemma ex_of_psig {α : Type u} {p : α → Prop} : (Σ' x, p x) → ∃ x, p x := λ s, Exists.intro s.1 s.2

protected lemma sigma.eq {α : Type u} {β : α → Type v} :
  ∀ {p₁ p₂ : Σ a : α, β a} (h₁ : p₁.1 = p₂.1), (eq.rec_on h₁ p₁.2 : β p₂.1) = p₂.2 → p₁ = p₂
| ⟨a, b⟩ ⟨a', b'⟩ h₁ h₂ :=
  @eq.rec α a (λ x, ∀ (e : a = x) (y : β x), (@eq.rec α a β b x e) = y → sigma.mk a b = ⟨x, y⟩)
    (λ e y k, congr_arg (sigma.mk a) k) a' h₁ h₁ b' h₂

protected lemma psigma.eq {α : Sort u} {β : α → Sort v} :
  ∀ {p₁ p₂ : psigma β} (h₁ : p₁.1 = p₂.1), (eq.rec_on h₁ p₁.2 : β p₂.1) = p₂.2 → p₁ = p₂
| ⟨a, b⟩ ⟨a', b'⟩ h₁ h₂ :=
  @eq.rec α a (λ x, ∀ (e : a = x) (y : β x), (@eq.rec α a β b x e) = y → psigma.mk a b = ⟨x, y⟩)
    (λ e y k, congr_arg (psigma.mk a) k) a' h₁ h₁ b' h₂
