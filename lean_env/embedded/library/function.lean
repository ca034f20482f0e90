/- Composition, injections, surjections, inverses, currying. -/

universes u₁ u₂ u₃ u₄

namespace function

variables {α : Sort u₁} {β : Sort u₂} {φ : Sort u₃} {δ : Sort u₄} {ζ : Sort u₁}

@[inline, reducible] def comp (f : β → φ) (g : α → β) : α → φ := λ x, f (g x)

@[inline, reducible] def dcomp {β : α → Sort u₂} {φ : Π {x : α}, β x → Sort u₃}
  (f : Π {x : α} (y : β x), φ y) (g : Π x, β x) : Π x, φ (g x) :=
λ x, f (g x)

infixr ` ∘ `:90 := function.comp
infixr ` ∘' `:80 := function.dcomp

@[reducible] def comp_right (f : β → β → β) (g : α → β) : β → α → β := λ b a, f b (g a)

@[reducible] def comp_left (f : β → β → β) (g : α → β) : α → β → β := λ a b, f (g a) b

@[reducible] def on_fun (f : β → β → φ) (g : α → β) : α → α → φ := λ x y, f (g x) (g y)

@[reducible] def combine (f : α → β → φ) (op : φ → δ → ζ) (g : α → β → δ) : α → β → ζ :=
λ x y, op (f x y) (g x y)

@[reducible] def const (β : Sort u₂) (a : α) : β → α := λ x, a

@[reducible] def swap {φ : α → β → Sort u₃} (f : Π x y, φ x y) : Π y x, φ x y := λ y x, f x y

@[reducible] def app {β : α → Sort u₂} (f : Π x, β x) (x : α) : β x := f x

infixl ` on `:2 := on_fun
notation f ` -[` op `]- ` g := combine f op g

lemma left_id (f : α → β) : id ∘ f = f := rfl

lemma right_id (f : α → β) : f ∘ id = f := rfl

@[simp] lemma comp_app (f : β → φ) (g : α → β) (a : α) : (f ∘ g) a = f (g a) := rfl

lemma comp.assoc (f : φ → δ) (g : β → φ) (h : α → β) : (f ∘ g) ∘ h = f ∘ (g ∘ h) := rfl

@[simp] lemma comp.left_id (f : α → β) : id ∘ f = f := rfl

@[simp] lemma comp.right_id (f : α → β) : f ∘ id = f := rfl

lemma comp_const_right (f : β → φ) (b : β) : f ∘ (const α b) = const α (f b) := rfl

def injective (f : α → β) : Prop := ∀ ⦃a₁ a₂⦄, f a₁ = f a₂ → a₁ = a₂

lemma injective.comp {g : β → φ} {f : α → β} (hg : injective g) (hf : injective f) : injective (g ∘ f) :=
λ x y e, hf (hg e)

@[reducible] def surjective (f : α → β) : Prop := ∀ b, ∃ a, f a = b

lemma surjective.comp {g : β → φ} {f : α → β} (hg : surjective g) (hf : surjective f) : surjective (g ∘ f) :=
λ z, exists.elim (hg z) (λ y hy, exists.elim (hf y) (λ x hx, ⟨x, (congr_arg g hx).trans hy⟩))

def bijective (f : α → β) := injective f ∧ surjective f

lemma bijective.comp {g : β → φ} {f : α → β} : bijective g → bijective f → bijective (g ∘ f) :=
λ hg hf, ⟨injective.comp hg.left hf.left, surjective.comp hg.right hf.right⟩

def left_inverse (g : β → α) (f : α → β) : Prop := ∀ x, g (f x) = x

def has_left_inverse (f : α → β) : Prop := ∃ finv : β → α, left_inverse finv f

def right_inverse (g : β → α) (f : α → β) : Prop := left_inverse f g

def has_right_inverse (f : α → β) : Prop := ∃ finv : β → α, right_inverse finv f

lemma left_inverse.injective {g : β → α} {f : α → β} : left_inverse g f → injective f :=
λ h x y e, (h x).symm.trans ((congr_arg g e).trans (h y))

lemma has_left_inverse.injective {f : α → β} : has_left_inverse f → injective f :=
λ h, exists.elim h (λ g hg, left_inverse.injective hg)

lemma right_inverse_of_injective_of_left_inverse {f : α → β} {g : β → α}
  (injf : injective f) (lfg : left_inverse f g) : right_inverse f g :=
λ x, injf (lfg (f x))

lemma right_inverse.surjective {f : α → β} {g : β → α} (h : right_inverse g f) : surjective f := λ y, ⟨g y, h y⟩

lemma has_right_inverse.surjective {f : α → β} : has_right_inverse f → surjective f :=
λ h, exists.elim h (λ g hg, right_inverse.surjective hg)

lemma left_inverse_of_surjective_of_right_inverse {f : α → β} {g : β → α}
  (surjf : surjective f) (rfg : right_inverse f g) : left_inverse f g :=
λ y, exists.elim (surjf y) (λ x hx,
  (congr_arg (λ z, f (g z)) hx.symm).trans ((congr_arg f (rfg x)).trans hx))

lemma injective_id : injective (@id α) := λ x y e, e

lemma surjective_id : surjective (@id α) := λ x, ⟨x, rfl⟩

lemma bijective_id : bijective (@id α) := ⟨injective_id, surjective_id⟩

end function

namespace function

variables {α : Type u₁} {β : Type u₂} {φ : Type u₃}

@[inline] def curry : (α × β → φ) → α → β → φ := λ f a b, f (a, b)

@[inline] def uncurry : (α → β → φ) → α × β → φ := λ f a, f a.1 a.2

@[simp] lemma curry_uncurry (f : α → β → φ) : curry (uncurry f) = f := rfl

@[simp] lemma uncurry_curry (f : α × β → φ) : uncurry (curry f) = f :=
funext (λ p, congr_arg f (@prod.mk.eta α β p))

protected lemma left_inverse.id {g : β → α} {f : α → β} (h : left_inverse g f) : g ∘ f = id := funext h

protected lemma right_inverse.id {g : β → α} {f : α → β} (h : right_inverse g f) : f ∘ g = id := funext h

end function
