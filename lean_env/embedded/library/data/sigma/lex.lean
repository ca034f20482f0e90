/- Lexicographic orders on dependent pairs, and that they are well-founded: what recursion on several arguments uses. -/

universes u v

namespace psigma

section
variables {α : Sort u} {β : α → Sort v}
variable (r : α → α → Prop)
variable (s : ∀ a, β a → β a → Prop)

inductive lex : psigma β → psigma β → Prop
| left  : ∀ {a₁ : α} (b₁ : β a₁) {a₂ : α} (b₂ : β a₂), r a₁ a₂ → lex ⟨a₁, b₁⟩ ⟨a₂, b₂⟩
| right : ∀ (a : α)  {b₁ b₂ : β a}, s a b₁ b₂ → lex ⟨a, b₁⟩ ⟨a, b₂⟩

end

section
variables {α : Sort u} {β : α → Sort v} {r : α → α → Prop} {s : Π a : α, β a → β a → Prop}

lemma lex_accessible {a} (aca : acc r a) (acb : ∀ a, well_founded (s a)) : ∀ (b : β a), acc (lex r s) ⟨a, b⟩ :=
@acc.rec α r (λ x, ∀ b : β x, acc (lex r s) ⟨x, b⟩)
  (λ x _ iha b, @acc.rec (β x) (s x) (λ y, acc (lex r s) ⟨x, y⟩)
    (λ y _ ihb, acc.intro ⟨x, y⟩ (λ p h,
      /- Below ⟨x, y⟩: either below x on the left, or at x and below y on the right. -/
      @lex.rec α β r s
        (λ p q, (∀ x', r x' q.1 → ∀ b : β x', acc (lex r s) ⟨x', b⟩) →
          (∀ y', s q.1 y' q.2 → acc (lex r s) ⟨q.1, y'⟩) → acc (lex r s) p)
        (λ a₁ b₁ a₂ b₂ h below _, below a₁ h b₁)
        (λ a b₁ b₂ h _ below, below b₁ h) p ⟨x, y⟩ h iha ihb)) b (well_founded.apply (acb x) b))
  a aca

lemma lex_wf (ha : well_founded r) (hb : ∀ x, well_founded (s x)) : well_founded (lex r s) :=
⟨λ p, @psigma.rec α β (λ p, acc (lex r s) p) (λ a b, lex_accessible (well_founded.apply ha a) hb b) p⟩

end

section
variables {α : Sort u} {β : Sort v}

def lex_ndep (r : α → α → Prop) (s : β → β → Prop) := lex r (λ a : α, s)

lemma lex_ndep_wf {r : α → α → Prop} {s : β → β → Prop} (ha : well_founded r) (hb : well_founded s) :
  well_founded (lex_ndep r s) :=
lex_wf ha (λ _, hb)

end

section
variables {α : Sort u} {β : Sort v}
variable (r : α → α → Prop)
variable (s : β → β → Prop)

inductive rev_lex : @psigma α (λ a, β) → @psigma α (λ a, β) → Prop
| left  : ∀ {a₁ a₂ : α} (b : β), r a₁ a₂ → rev_lex ⟨a₁, b⟩ ⟨a₂, b⟩
| right : ∀ (a₁ : α) {b₁ : β} (a₂ : α) {b₂ : β}, s b₁ b₂ → rev_lex ⟨a₁, b₁⟩ ⟨a₂, b₂⟩

end

section
variables {α : Sort u} {β : Sort v} {r : α → α → Prop} {s : β → β → Prop}

lemma rev_lex_accessible {b} (acb : acc s b) (aca : ∀ a, acc r a) : ∀ a, acc (rev_lex r s) ⟨a, b⟩ :=
@acc.rec β s (λ y, ∀ a, acc (rev_lex r s) ⟨a, y⟩)
  (λ y _ ihb a, @acc.rec α r (λ x, acc (rev_lex r s) ⟨x, y⟩)
    (λ x _ iha, acc.intro ⟨x, y⟩ (λ p h,
      @rev_lex.rec α β r s
        (λ p q, (∀ x', r x' q.1 → acc (rev_lex r s) ⟨x', q.2⟩) →
          (∀ y', s y' q.2 → ∀ a, acc (rev_lex r s) ⟨a, y'⟩) → acc (rev_lex r s) p)
        (λ a₁ a₂ b h below _, below a₁ h)
        (λ a₁ b₁ a₂ b₂ h _ below, below b₁ h a₁) p ⟨x, y⟩ h iha ihb)) a (aca a))
  b acb

lemma rev_lex_wf (ha : well_founded r) (hb : well_founded s) : well_founded (rev_lex r s) :=
⟨λ p, @psigma.rec α (λ _, β) (λ p, acc (rev_lex r s) p)
  (λ a b, rev_lex_accessible (well_founded.apply hb b) (well_founded.apply ha) a) p⟩

end

section

def skip_left (α : Type u) {β : Type v} (s : β → β → Prop) : @psigma α (λ a, β) → @psigma α (λ a, β) → Prop :=
rev_lex empty_relation s

lemma skip_left_wf (α : Type u) {β : Type v} {s : β → β → Prop} (hb : well_founded s) :
  well_founded (skip_left α s) :=
rev_lex_wf empty_wf hb

lemma mk_skip_left {α : Type u} {β : Type v} {b₁ b₂ : β} {s : β → β → Prop} (a₁ a₂ : α) (h : s b₁ b₂) :
  skip_left α s ⟨a₁, b₁⟩ ⟨a₂, b₂⟩ :=
rev_lex.right a₁ a₂ h

end

instance has_well_founded {α : Type u} {β : α → Type v} [s₁ : has_well_founded α]
  [s₂ : ∀ a, has_well_founded (β a)] : has_well_founded (psigma β) :=
{r := lex s₁.r (λ a, (s₂ a).r), wf := lex_wf s₁.wf (λ a, (s₂ a).wf)}

end psigma
