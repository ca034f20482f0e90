/-
Accessibility, well-founded relations, recursion along them, and the ways of making new ones from old:
subrelations, inverse images, measures, products.
-/

universes u v

inductive acc {α : Sort u} (r : α → α → Prop) : α → Prop
| intro (x : α) (h : ∀ y, r y x → acc y) : acc x

lemma acc.inv {α : Sort u} {r : α → α → Prop} {x y : α} (h₁ : acc r x) (h₂ : r y x) : acc r y :=
@acc.rec α r (λ z, ∀ y, r y z → acc r y) (λ z h _, h) x h₁ y h₂

structure well_founded {α : Sort u} (r : α → α → Prop) : Prop :=
intro :: (apply : ∀ a, acc r a)

class has_well_founded (α : Sort u) : Type u :=
(r : α → α → Prop)
(wf : well_founded r)

namespace well_founded

section
parameters {α : Sort u} {r : α → α → Prop}
local infix `≺`:50 := r
parameter hwf : well_founded r

def recursion {C : α → Sort v} (a : α) (h : Π x, (Π y, y ≺ x → C y) → C x) : C a :=
acc.rec_on (apply hwf a) (λ x _ ih, h x ih)

lemma induction {C : α → Prop} (a : α) (h : ∀ x, (∀ y, y ≺ x → C y) → C x) : C a := recursion a h

variable {C : α → Sort v}
variable F : Π x, (Π y, y ≺ x → C y) → C x

def fix_F (x : α) (a : acc r x) : C x := acc.rec_on a (λ z _ ih, F z ih)

lemma fix_F_eq (x : α) (acx : acc r x) :
  fix_F F x acx = F x (λ (y : α) (p : y ≺ x), fix_F F y (acc.inv acx p)) :=
@acc.drec α r (λ z az, fix_F F z az = F z (λ (y : α) (p : y ≺ z), fix_F F y (acc.inv az p)))
  (λ z h ih, rfl) x acx

end

variables {α : Sort u} {C : α → Sort v} {r : α → α → Prop}

def fix (hwf : well_founded r) (F : Π x, (Π y, r y x → C y) → C x) (x : α) : C x := fix_F F x (apply hwf x)

lemma fix_eq (hwf : well_founded r) (F : Π x, (Π y, r y x → C y) → C x) (x : α) :
  fix hwf F x = F x (λ y h, fix hwf F y) :=
fix_F_eq F x (apply hwf x)

end well_founded

open well_founded

lemma empty_wf {α : Sort u} : well_founded (@empty_relation α) := ⟨λ x, acc.intro x (λ y h, false.elim h)⟩

namespace subrelation

lemma accessible {α : Sort u} {r Q : α → α → Prop} (h₁ : subrelation Q r) {a : α} (ac : acc r a) : acc Q a :=
@acc.rec α r (λ z, acc Q z) (λ z _ ih, acc.intro z (λ y h, ih y (h₁ h))) a ac

lemma wf {α : Sort u} {r Q : α → α → Prop} (h₁ : subrelation Q r) (h₂ : well_founded r) : well_founded Q :=
⟨λ a, accessible @h₁ (well_founded.apply h₂ a)⟩

end subrelation

namespace inv_image

private lemma acc_of_eq {α : Sort u} {β : Sort v} {r : β → β → Prop} (f : α → β) {b : β} (ac : acc r b) :
  ∀ x, f x = b → acc (inv_image r f) x :=
@acc.rec β r (λ z, ∀ x, f x = z → acc (inv_image r f) x)
  (λ z _ ih x e, acc.intro x (λ y h, ih (f y) (@eq.subst β (λ w, r (f y) w) (f x) z e h) y rfl)) b ac

lemma accessible {α : Sort u} {β : Sort v} {r : β → β → Prop} (f : α → β) {a : α} (ac : acc r (f a)) :
  acc (inv_image r f) a :=
acc_of_eq f ac a rfl

lemma wf {α : Sort u} {β : Sort v} {r : β → β → Prop} (f : α → β) (h : well_founded r) :
  well_founded (inv_image r f) :=
⟨λ a, accessible f (well_founded.apply h (f a))⟩

end inv_image

lemma nat.lt_wf : well_founded nat.lt :=
⟨λ n, @nat.rec (λ k, acc nat.lt k)
  (acc.intro 0 (λ y h, false.elim (nat.not_lt_zero y h)))
  (λ k ih, acc.intro (nat.succ k) (λ y h, or.elim (nat.eq_or_lt_of_le (nat.le_of_succ_le_succ h))
    (λ e, @eq.subst ℕ (λ z, acc nat.lt z) k y (eq.symm e) ih) (λ h, acc.inv ih h))) n⟩

def measure {α : Sort u} : (α → ℕ) → α → α → Prop := inv_image (<)

lemma measure_wf {α : Sort u} (f : α → ℕ) : well_founded (measure f) := inv_image.wf f nat.lt_wf

def sizeof_measure (α : Sort u) [has_sizeof α] : α → α → Prop := measure sizeof

lemma sizeof_measure_wf (α : Sort u) [has_sizeof α] : well_founded (sizeof_measure α) := measure_wf sizeof

instance has_well_founded_of_has_sizeof (α : Sort u) [has_sizeof α] : has_well_founded α :=
{r := sizeof_measure α, wf := sizeof_measure_wf α}

namespace prod
open well_founded

section
variables {α : Type u} {β : Type v}
variable (ra : α → α → Prop)
variable (rb : β → β → Prop)

inductive lex : α × β → α × β → Prop
| left {a₁} (b₁) {a₂} (b₂) (h : ra a₁ a₂) : lex (a₁, b₁) (a₂, b₂)
| right (a) {b₁ b₂} (h : rb b₁ b₂)        : lex (a, b₁)  (a, b₂)

inductive rprod : α × β → α × β → Prop
| intro {a₁ b₁ a₂ b₂} (h₁ : ra a₁ a₂) (h₂ : rb b₁ b₂) : rprod (a₁, b₁) (a₂, b₂)

end

section
variables {α : Type u} {β : Type v} {ra : α → α → Prop} {rb : β → β → Prop}

/- What lies below a pair, said without equations between pairs. -/
private lemma lex_below {p q : α × β} (h : lex ra rb p q) :
  ra p.1 q.1 ∨ (p.1 = q.1 ∧ rb p.2 q.2) :=
@lex.rec α β ra rb (λ p q, ra p.1 q.1 ∨ (p.1 = q.1 ∧ rb p.2 q.2))
  (λ _ _ _ _ h, or.inl h) (λ _ _ _ h, or.inr ⟨rfl, h⟩) p q h

lemma lex_accessible {a} (aca : acc ra a) (acb : ∀ b, acc rb b) : ∀ b, acc (lex ra rb) (a, b) :=
@acc.rec α ra (λ x, ∀ b, acc (lex ra rb) (x, b))
  (λ x _ iha b, @acc.rec β rb (λ y, acc (lex ra rb) (x, y))
    (λ y _ ihb, acc.intro (x, y) (λ p, @prod.rec α β (λ p, lex ra rb p (x, y) → acc (lex ra rb) p)
      (λ p₁ p₂ h, or.elim (lex_below h) (λ h₁, iha p₁ h₁ p₂)
        (λ h₂, @eq.subst α (λ z, acc (lex ra rb) (z, p₂)) x p₁ (eq.symm h₂.left) (ihb p₂ h₂.right))) p)) b (acb b))
  a aca

lemma lex_wf (ha : well_founded ra) (hb : well_founded rb) : well_founded (lex ra rb) :=
⟨λ p, @prod.rec α β (λ p, acc (lex ra rb) p)
  (λ a b, lex_accessible (well_founded.apply ha a) (well_founded.apply hb) b) p⟩

lemma rprod_sub_lex : ∀ a b, rprod ra rb a b → lex ra rb a b :=
λ a b h, @rprod.rec α β ra rb (λ p q, lex ra rb p q) (λ a₁ b₁ a₂ b₂ h _, lex.left b₁ b₂ h) a b h

lemma rprod_wf (ha : well_founded ra) (hb : well_founded rb) : well_founded (rprod ra rb) :=
subrelation.wf rprod_sub_lex (lex_wf ha hb)

end

instance has_well_founded {α : Type u} {β : Type v} [s₁ : has_well_founded α] [s₂ : has_well_founded β] :
  has_well_founded (α × β) :=
{r := lex s₁.r s₂.r, wf := lex_wf s₁.wf s₂.wf}

end prod
