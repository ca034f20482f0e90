private def foo := 1
private def foo := 2
-----
private def foo := 1
def foo := 2
example : foo = 1 := rfl
-----
def foo := 1
private def foo := 2
example : foo = 1 := rfl
-----
def foo := 1
private def foo := "a"
example : foo = 1 := rfl
-----
section
private def foo := 1
end
example : foo = 1 := rfl
-----
namespace x
section
private def foo := 1
end
example : foo = 1 := rfl
example : x.foo = 1 := rfl
end x
-----
namespace x
section
private def foo := 1
end
example : foo = 1 := rfl
end x
-----
namespace x
private def foo := 1
end x
namespace x
example : foo = 1 := rfl
end x
-----
namespace x
private def a.foo := 1
example : a.foo = 1 := rfl
end x
-----
namespace x
private def foo : nat → nat | 0 := 1 | (n+1) := foo n
example : foo 0 = 1 := rfl
end x
open x
example : foo 0 = 1 := rfl
-----
private structure foo := (x : nat)
-----
private inductive foo | a
-----
private theorem foo : 1 = 1 := rfl
#check foo
-----
private axiom foo : 1 = 1
#check foo
-----
private constant foo : 1 = 1
example : 1 = 1 := foo
-----
namespace nat
private def foo (n : nat) := n + 1
example (n : nat) : n.foo = n + 1 := rfl
end nat
-----
private def nat.foo (n : nat) := n + 1
example (n : nat) : n.foo = n + 1 := rfl
-----
private def nat.foo (n : nat) := n + 1
example (n : nat) : nat.foo n = n + 1 := rfl
-----
private def foo.bar := 1
open foo
example : bar = 1 := rfl
-----
namespace foo
export nat (add_comm)
end foo
namespace foo
example : 1 + 2 = 2 + 1 := add_comm 1 2
end foo
-----
namespace foo
export nat
end foo
open foo
example : 1 + 2 = 2 + 1 := add_comm 1 2
-----
namespace foo
export nat (renaming add_comm → ac)
end foo
open foo
example : 1 + 2 = 2 + 1 := ac 1 2
-----
export nat (add_comm)
example : 1 + 2 = 2 + 1 := add_comm 1 2
-----
namespace foo
namespace bar
def x := 1
end bar
export bar (x)
end foo
example : foo.x = 1 := rfl
-----
namespace foo
namespace bar
def x := 1
end bar
export bar (x)
end foo
open foo
example : x = 1 := rfl
-----
namespace foo
namespace bar
def x := 1
end bar
export bar
end foo
open foo
example : x = 1 := rfl
-----
namespace foo
namespace bar
def x := 1
end bar
export bar
end foo
namespace baz
open foo
example : x = 1 := rfl
end baz
example : x = 1 := rfl
-----
section
open nat
export nat (succ)
end
example : succ 1 = 2 := rfl
-----
export nat (succ)
def succ := 1
#check succ
-----
class foo (α : Type) := (bar : α)
export foo (bar)
instance : foo nat := ⟨3⟩
example : (bar : nat) = 3 := rfl
-----
namespace x
class foo (α : Type) := (bar : α)
export foo (bar)
instance : foo nat := ⟨3⟩
end x
example : (x.bar : nat) = 3 := rfl
-----
namespace x
class foo (α : Type) := (bar : α)
export foo (bar)
instance : foo nat := ⟨3⟩
end x
open x
example : (bar : nat) = 3 := rfl
-----
namespace x
def y := 1
namespace z
def w := 2
end z
end x
open x
example : z.w = 2 := rfl
open z
example : w = 2 := rfl
-----
namespace x
def y := 1
end x
open x
namespace x
def t := 2
end x
example : t = 2 := rfl
-----
open nat
def nat.foo := 1
example : foo = 1 := rfl
-----
namespace a
def f := 1
end a
namespace b
def f := 2
end b
open a b
example : f = 1 := rfl
example : f = 2 := rfl
-----
namespace a
def f := 1
end a
namespace b
def f := "x"
end b
open a b
example : f = 1 := rfl
example : f = "x" := rfl
-----
namespace a
def f := 1
end a
def f := "s"
open a
example : f = 1 := rfl
example : f = "s" := rfl
-----
namespace a
def f := 1
end a
def f := "s"
namespace a
example : f = "s" := rfl
end a
-----
namespace a
def f := 1
end a
def f := "s"
namespace a
example : _root_.f = "s" := rfl
end a
-----
namespace a
def _root_.f := 1
end a
example : f = 1 := rfl
-----
namespace a.b
def f := 1
end a.b
namespace a
example : b.f = 1 := rfl
open b
example : f = 1 := rfl
end a
example : f = 1 := rfl
