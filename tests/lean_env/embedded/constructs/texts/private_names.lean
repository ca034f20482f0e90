section
private def x := 1
end
example : x = 1 := rfl

section a
private def x := 1
example : x = 1 := rfl
end a

namespace a
section
private def x := 1
end
example : x = 1 := rfl
end a

private def nat.foo (n : ℕ) := n
example (n : ℕ) : n.foo = n := rfl

namespace nat
private def foo (n : ℕ) := n
example (n : ℕ) : n.foo = n := rfl
end nat

namespace nat
private def foo (n : ℕ) := n
end nat
example (n : ℕ) : n.foo = n := rfl

private def id := 5
example : id = 5 := rfl

private def id := 5
example : id 5 = 5 := rfl

def s := tt
namespace a
private def s := 5
example : s = 5 := rfl
end a

def s := tt
namespace a
private def s := 5
example : s = tt := rfl
end a

namespace a
def s := tt
end a
namespace a
private def s := 5
example : s = 5 := rfl
end a

namespace a
def s := tt
end a
namespace a
private def s := 5
example : s = tt := rfl
end a

namespace a
private def s := 5
namespace b
example : s = 5 := rfl
end b
end a

namespace a
private structure foo := (x : ℕ)
example (f : foo) : f.x = foo.x f := rfl
end a

namespace a
private structure foo := (x : ℕ)
example (f : foo) : f = foo.mk f.x := by cases f; refl
end a

namespace a
private structure foo := (x : ℕ)
end a
open a
example (f : foo) : f.x = foo.x f := rfl

private def x := 1
private def x := 2

private def x := 1
def x := 2

private def x := 1
def x := tt
example : x = tt := rfl

private def x := 1
theorem t : x = 1 := by simp [x]

private def x := 1
theorem t : x = 1 := by unfold x

namespace a
private theorem helper (p : Prop) : p → p := id
theorem main (p : Prop) (h : p) : p := by { apply helper, exact h }
end a

namespace a
private def f : ℕ → ℕ
| 0 := 0
| (n+1) := f n
example : f 2 = 0 := rfl
example (n : ℕ) : f (n+1) = f n := by rw f
end a

namespace a
private def f : ℕ → ℕ
| 0 := 0
| (n+1) := a.f n
end a

section
parameter n : ℕ
private def f := n
example : f = n := rfl
end

private lemma x : 1 = 1 := rfl
example : _private.x = _private.x := rfl

section
open nat
private def x := succ 1
end
def y := x

namespace a
private def secret := 5
end a
example : a.secret = 5 := rfl

namespace a
private def secret := 5
end a
namespace a
example : secret = 5 := rfl
end a

namespace a
private def secret := 5
end a
open a
example : secret = 5 := rfl

private def secret := 5
example : _root_.secret = 5 := rfl

private def secret.x := 5
open secret
example : x = 5 := rfl

private def secret.x := 5
namespace secret
example : x = 5 := rfl
end secret

namespace a
private def b.secret := 5
example : b.secret = 5 := rfl
end a

namespace a
private def b.secret := 5
example : a.b.secret = 5 := rfl
end a

namespace a
private def b.secret := 5
end a
example : a.b.secret = 5 := rfl

namespace a
private def secret := 5
def secret := 6
end a

private structure foo := (x : ℕ)
example (f : foo) : f.x = foo.x f := rfl

namespace n
private structure foo := (x : ℕ)
end n
example (f : n.foo) : f.x = n.foo.x f := rfl

private inductive foo | a | b
example : foo.a ≠ foo.b := λ h, foo.no_confusion h

private theorem foo (p : Prop) : p → p := id
example (p : Prop) (h : p) : p := foo _ h
