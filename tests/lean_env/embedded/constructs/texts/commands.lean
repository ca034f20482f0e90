#check nat.add_comm

#check nat.add_comn

#check (1 : ℤ)

#check (tt : ℤ)

#check λ x : ℕ, x + 1

#check λ x, x

#check @id

#check 1 + tt

#check ∀ n : ℕ, n = n

#check (rfl : 1 + 1 = 2)

#check (rfl : 1 + 1 = 3)

#reduce 2 + 3

#reduce λ x : ℕ, x + 2

#reduce (⟨1, 2⟩ : ℕ × ℕ).1

#reduce nope

#reduce if 2 < 3 then 1 else 0

#print nat.add_comm

#print nat

#print nat.add_comn

#print axioms nat.add_comm

#print axioms classical.em

#print axioms nope

#print notation +

#print inductive nat

#print "hello"

#print classes

#print instances has_add

#print instances nope

#print prefix nat.add

#print attributes

#print instance nope

#print nope nope

#print options

#check

#reduce

#where

open nat
#check succ

def f (n : ℕ) := n
#print f
#reduce f 3
#check f

theorem t : 1 = 1 := rfl
#print t
#print axioms t
#check t

example : 1 = 1 := rfl #check 3

#check_failure 3

#unknown 3

set_option pp.all true
#check 1 + 1

set_option pp.nothing true

set_option pp.notation false
example : 1 + 1 = 2 := rfl

set_option pp.notation 3
