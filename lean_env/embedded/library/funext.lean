/-
Function extensionality, proved from quotients: functions up to pointwise equality form a quotient,
and applying a class to a point forgets which member it was.
-/

open quotient

universes u v

variables {α : Sort u} {β : α → Sort v}

namespace function

protected def equiv (f₁ f₂ : Π x : α, β x) : Prop := ∀ x, f₁ x = f₂ x

local infix ` ~ `:50 := function.equiv

protected theorem equiv.refl (f : Π x : α, β x) : f ~ f := λ x, rfl

protected theorem equiv.symm {f₁ f₂ : Π x: α, β x} : f₁ ~ f₂ → f₂ ~ f₁ := λ h x, (h x).symm

protected theorem equiv.trans {f₁ f₂ f₃ : Π x: α, β x} : f₁ ~ f₂ → f₂ ~ f₃ → f₁ ~ f₃ :=
λ h k x, (h x).trans (k x)

protected theorem equiv.is_equivalence (α : Sort u) (β : α → Sort v) : equivalence (@function.equiv α β) :=
⟨@function.equiv.refl α β, @function.equiv.symm α β, @function.equiv.trans α β⟩

def fun_setoid (α : Sort u) (β : α → Sort v) : setoid (Π x : α, β x) :=
setoid.mk (@function.equiv α β) (function.equiv.is_equivalence α β)

local attribute [instance] fun_setoid

def extfun (α : Sort u) (β : α → Sort v) : Sort (imax u v) := quotient (fun_setoid α β)

def fun_to_extfun (f : Π x : α, β x) : extfun α β := ⟦f⟧

def extfun_app (f : extfun α β) : Π x : α, β x :=
λ x, quot.lift_on f (λ g : Π x : α, β x, g x) (λ g₁ g₂ h, h x)

end function

open function

local attribute [instance] fun_setoid

theorem funext {f₁ f₂ : Π x : α, β x} (h : ∀ x, f₁ x = f₂ x) : f₁ = f₂ :=
@congr_arg (extfun α β) (Π x : α, β x) ⟦f₁⟧ ⟦f₂⟧ extfun_app (quotient.sound h)

attribute [intro!] funext

instance pi.subsingleton [∀ a, subsingleton (β a)] : subsingleton (Π a, β a) :=
⟨λ f g, funext (λ a, subsingleton.elim (f a) (g a))⟩
