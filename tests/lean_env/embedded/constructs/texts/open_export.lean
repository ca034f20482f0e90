open nat
example : succ zero = 1 := rfl

open nat (succ)
example : succ 0 = 1 := rfl

open nat (succ)
example : zero = 0 := rfl

open nat (renaming succ -> next)
example : next 0 = 1 := rfl

open nat (renaming succ → next)
example : succ 0 = 1 := rfl

open nat (hiding succ)
example : succ 0 = 1 := rfl

open nat (hiding succ)
example : zero = 0 := rfl

open nowhere

open nat (nothing)

namespace a
def x := 1
end a
export a (x)
example : x = 1 := rfl

namespace a
def x := 1
def y := 2
end a
export a (x)
example : y = 2 := rfl

namespace a
def x := 1
end a
namespace b
export a (x)
end b
example : b.x = 1 := rfl

namespace a
def x := 1
end a
namespace b
export a (x)
end b
open b
example : x = 1 := rfl

namespace a
def x := 1
end a
namespace b
def x := tt
end b
open a b
example : x = 1 := rfl
example : x = tt := rfl

namespace a
def x := 1
end a
namespace b
def x := tt
end b
open a b
#check x + 0

namespace a
def x := 1
end a
namespace b
def x := 2
end b
open a b
example : x = 1 := rfl

namespace a
def id := 5
end a
open a
example : id 3 = 3 := rfl

open nat list
example : length [zero, succ zero] = 2 := rfl

open function
example : injective (λ x : ℕ, x) := λ a b h, h

open function (injective surjective)
example : bijective (λ x : ℕ, x) := ⟨λ a b h, h, λ b, ⟨b, rfl⟩⟩

open or
example (p q : Prop) : p ∨ q → q ∨ p := λ h, h.elim inr inl

open and
example (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨right h, left h⟩

open nat as n
example : n.succ 0 = 1 := rfl

open n nat
