namespace a
def x := 1
end a
example : a.x = 1 := rfl

namespace a
def x := 1
end a
example : x = 1 := rfl

namespace a.b
def x := 1
end a.b
example : a.b.x = 1 := rfl

namespace a
namespace b
def x := 1
example : x = 1 ∧ b.x = 1 := ⟨rfl, rfl⟩
end b
example : b.x = 1 := rfl
end a

namespace a
def x := 1
namespace b
def x := tt
example : x = tt := rfl
example : a.x = 1 := rfl
end b
end a

namespace a
def x := 1
namespace b
def x := tt
example : x = 1 := rfl
end b
end a

namespace a
end b

namespace a

def nat.triple (n : ℕ) := 3 * n
example (k : ℕ) : k.triple = 3 * k := rfl

def nat.triple (n : ℕ) := 3 * n
example (k : ℤ) : k.triple = 3 * k := rfl

namespace nat
theorem my_fact (n : ℕ) : succ n ≠ 0 := succ_ne_zero n
end nat
example : nat.succ 2 ≠ 0 := nat.my_fact 2

namespace nat
protected theorem guarded : succ 1 = 2 := rfl
end nat
open nat
example := guarded

namespace nat
protected theorem guarded : succ 1 = 2 := rfl
end nat
open nat
example := nat.guarded

namespace a
private def secret := 5
example : secret = 5 := rfl
end a
example : a.secret = 5 := rfl

namespace a
def nat := 5
example : nat = 5 := rfl
example : _root_.nat = ℕ := rfl
end a

namespace a
def nat.x := 5
example : nat.x = 5 := rfl
end a
example : a.nat.x = 5 := rfl
example : nat.x = 5 := rfl

def _root_.y := 1
example : y = 1 := rfl

namespace a
def _root_.y := 1
end a

namespace list
def second {α : Type} : list α → option α
| (_ :: x :: _) := some x
| _ := none
end list
example : [1, 2, 3].second = some 2 := rfl

namespace list
def second {α : Type} : list α → option α
| (_ :: x :: _) := some x
| _ := none
end list
example : [1].second = some 1 := rfl

def a.f (n : ℕ) := n
def a.f (n : ℕ) := n
