inductive color | red | green | blue

def color.next : color → color
| color.red := color.green
| color.green := color.blue
| color.blue := color.red

example (c : color) : c.next.next.next = c := by { cases c; refl }

example (c : color) : c.next.next.next = c := rfl

example (c : color) : c.next.next.next = c := by induction c; simp [color.next]

def color.is_red : color → bool
| color.red := tt
| _ := ff

example (c : color) (h : c ≠ color.red) : c.is_red = ff :=
by { cases c, contradiction, refl, refl }

def missing_case : color → nat
| color.red := 0
| color.blue := 1

def redundant_case : color → nat
| color.red := 0
| _ := 1
| color.blue := 2

def overlapping : nat → nat → nat
| 0 n := n
| n 0 := n
| (n+1) (m+1) := overlapping n m

example : overlapping 3 5 = 2 := rfl

example (n) : overlapping 0 n = n := rfl

example (n) : overlapping n 0 = n := rfl

example (n) : overlapping n 0 = n := by cases n; refl

example (n) : overlapping (n+1) 0 = n + 1 := by simp [overlapping]

example (n m) : overlapping (n+1) (m+1) = overlapping n m := by rw overlapping

inductive vector' (α : Type) : nat → Type
| nil {} : vector' 0
| cons {n : nat} : α → vector' n → vector' (n+1)

namespace vector'
variables {α β : Type}

def head : Π {n}, vector' α (n+1) → α
| n (cons a v) := a

def tail : Π {n}, vector' α (n+1) → vector' α n
| n (cons a v) := v

def map (f : α → β) : Π {n}, vector' α n → vector' β n
| 0 nil := nil
| (n+1) (cons a v) := cons (f a) (map v)

def zip_with {γ : Type} (f : α → β → γ) : Π {n}, vector' α n → vector' β n → vector' γ n
| 0 nil nil := nil
| (n+1) (cons a v) (cons b w) := cons (f a b) (zip_with v w)

theorem map_cons {n} (f : α → β) (a : α) (v : vector' α n) : map f (cons a v) = cons (f a) (map f v) := rfl

theorem cons_head_tail : Π {n} (v : vector' α (n+1)), cons (head v) (tail v) = v
| n (cons a v) := rfl

theorem map_map {γ : Type} (f : α → β) (g : β → γ) : Π {n} (v : vector' α n), map g (map f v) = map (λ x, g (f x)) v
| 0 nil := rfl
| (n+1) (cons a v) := by simp [map, map_map v]

def to_list : Π {n}, vector' α n → list α
| _ nil := []
| _ (cons a v) := a :: to_list v

theorem length_to_list : Π {n} (v : vector' α n), (to_list v).length = n
| _ nil := rfl
| _ (cons a v) := congr_arg nat.succ (length_to_list v)

def append : Π {n m}, vector' α n → vector' α m → vector' α (m + n)
| 0 m nil w := w
| (n+1) m (cons a v) w := cons a (append v w)

def bad_append : Π {n m}, vector' α n → vector' α m → vector' α (n + m)
| 0 m nil w := w
| (n+1) m (cons a v) w := cons a (bad_append v w)

def explicit_index : Π {n}, vector' α n → nat
| .(0) nil := 0
| .(n+1) (@cons _ n a v) := n + 1

def wrong_index : Π {n}, vector' α n → nat
| .(1) nil := 0
| .(n+1) (@cons _ n a v) := n + 1

def head_or (a : α) : Π {n}, vector' α n → α
| 0 _ := a
| (n+1) (cons b _) := b

def missing_cons : Π {n}, vector' α n → nat
| 0 nil := 0

def of_empty_index : vector' α 0 → nat
| nil := 3

theorem eq_nil : Π (v : vector' α 0), v = nil
| nil := rfl

def second : Π {n}, vector' α (n+2) → α
| n (cons a (cons b v)) := b

def impossible {β : Type} : Π {n}, vector' α n → n = 0 → 0 < n → β
| 0 v h1 h2 := absurd h2 (lt_irrefl 0)
| (n+1) v h1 h2 := nat.no_confusion h1

example (v w : vector' α 0) : v = w :=
by { cases v, cases w, refl }

example {n} (a b : α) (v w : vector' α n) (h : cons a v = cons b w) : a = b ∧ v = w :=
by { injection h with h1 h2, exact ⟨h1, h2⟩ }

end vector'

inductive fin' : nat → Type
| zero : Π n, fin' (n+1)
| succ : Π n, fin' n → fin' (n+1)

def fin'.elim {α : Type} : fin' 0 → α.

def fin'.elim' {α : Type} (x : fin' 0) : α := by cases x

def fin'.to_nat : Π {n}, fin' n → nat
| _ (fin'.zero n) := 0
| _ (fin'.succ n i) := fin'.to_nat i + 1

theorem fin'.lt : Π {n} (i : fin' n), i.to_nat < n
| _ (fin'.zero n) := nat.zero_lt_succ n
| _ (fin'.succ n i) := nat.succ_lt_succ (fin'.lt i)

def fin'.weaken : Π {n}, fin' n → fin' (n+1)
| _ (fin'.zero n) := fin'.zero (n+1)
| _ (fin'.succ n i) := fin'.succ (n+1) (fin'.weaken i)

inductive expr' : Type
| num : nat → expr'
| plus : expr' → expr' → expr'
| times : expr' → expr' → expr'

namespace expr'
def eval : expr' → nat
| (num n) := n
| (plus a b) := eval a + eval b
| (times a b) := eval a * eval b

def simplify_step : expr' → expr'
| (plus (num 0) b) := b
| (plus a (num 0)) := a
| (times (num 1) b) := b
| e := e

example : simplify_step (plus (num 0) (num 3)) = num 3 := rfl

example (a b c) : simplify_step (plus (times a b) c) = plus (times a b) c := rfl

def optimize : expr' → expr'
| (num n) := num n
| (plus a b) := match optimize a, optimize b with
  | num 0, e := e
  | e, num 0 := e
  | e1, e2 := plus e1 e2
  end
| (times a b) := times (optimize a) (optimize b)

inductive instr | push : nat → instr | add : instr | mul : instr

def run : list instr → list nat → list nat
| [] s := s
| (instr.push n :: p) s := run p (n :: s)
| (instr.add :: p) (b :: a :: s) := run p (a + b :: s)
| (instr.mul :: p) (b :: a :: s) := run p (a * b :: s)
| (_ :: p) s := run p s

def compile : expr' → list instr
| (num n) := [instr.push n]
| (plus a b) := compile a ++ compile b ++ [instr.add]
| (times a b) := compile a ++ compile b ++ [instr.mul]

example : run (compile (plus (num 1) (times (num 2) (num 3)))) [] = [7] := rfl

theorem run_append : ∀ (p q : list instr) (s : list nat), run (p ++ q) s = run q (run p s)
| [] q s := rfl
| (instr.push n :: p) q s := run_append p q (n :: s)
| (instr.add :: p) q [] := run_append p q []
| (instr.add :: p) q [a] := run_append p q [a]
| (instr.add :: p) q (a :: b :: s) := run_append p q (b + a :: s)
| (instr.mul :: p) q [] := run_append p q []
| (instr.mul :: p) q [a] := run_append p q [a]
| (instr.mul :: p) q (a :: b :: s) := run_append p q (b * a :: s)

def size : expr' → nat
| (num _) := 1
| (plus a b) := size a + size b + 1
| (times a b) := size a + size b + 1

theorem size_pos : ∀ e, 0 < size e
| (num _) := nat.zero_lt_one
| (plus _ _) := nat.zero_lt_succ _
| (times _ _) := nat.zero_lt_succ _

def not_decreasing : expr' → nat
| (num n) := n
| (plus a b) := not_decreasing (plus b a)
| (times a b) := 0

def nested_call : expr' → expr'
| (num n) := num n
| (plus a b) := nested_call (nested_call a)
| (times a b) := a
end expr'

def ack : nat → nat → nat
| 0 n := n + 1
| (m+1) 0 := ack m 1
| (m+1) (n+1) := ack m (ack (m+1) n)

example : ack 2 2 = 7 := rfl

example (m) : ack (m+1) 0 = ack m 1 := by rw ack

example (m n) : ack (m+1) (n+1) = ack m (ack (m+1) n) := by simp [ack]

example : ack 1 1 = 3 := by simp [ack]

def gcd' : nat → nat → nat
| 0 y := y
| (x+1) y := have y % (x+1) < x + 1, from nat.mod_lt _ (nat.succ_pos x), gcd' (y % (x+1)) (x+1)

def gcd'' : nat → nat → nat
| 0 y := y
| (x+1) y := gcd'' (y % (x+1)) (x+1)

def half : nat → nat
| 0 := 0
| 1 := 0
| (n+2) := half n + 1

example : half 7 = 3 := rfl

def div2 (n : nat) : nat := half n

theorem half_le : ∀ n, half n ≤ n
| 0 := le_refl 0
| 1 := nat.zero_le 1
| (n+2) := nat.succ_le_succ (nat.le_succ_of_le (half_le n))

def log2 : nat → nat
| n := if h : n ≤ 1 then 0 else
  have n / 2 < n, from nat.div_lt_self (nat.lt_of_lt_of_le nat.zero_lt_one (nat.le_of_lt (lt_of_not_ge h))) (nat.lt_succ_self 1),
  log2 (n / 2) + 1

def log2_without_reason : nat → nat
| n := if n ≤ 1 then 0 else log2_without_reason (n / 2) + 1

def fib : nat → nat
| 0 := 0
| 1 := 1
| (n+2) := fib n + fib (n+1)

example : fib 10 = 55 := rfl

example (n) : fib (n+2) = fib n + fib (n+1) := rfl

def collatz : nat → nat
| 0 := 0
| (n+1) := if n % 2 = 0 then collatz (n / 2) else collatz (3 * n + 1)

mutual def is_even, is_odd
with is_even : nat → bool
| 0 := tt
| (n+1) := is_odd n
with is_odd : nat → bool
| 0 := ff
| (n+1) := is_even n

example : is_even 4 = tt := by simp [is_even, is_odd]

example (n) : is_even (n+1) = is_odd n := by rw is_even

example (n) : is_even (n+1) = is_odd n := rfl

mutual def bad_even, bad_odd
with bad_even : nat → bool
| 0 := tt
| (n+1) := bad_odd (n+1)
with bad_odd : nat → bool
| 0 := ff
| (n+1) := bad_even (n+1)

mutual theorem even_or, odd_or
with even_or : ∀ n, is_even n = tt ∨ is_even n = ff
| 0 := or.inl (by simp [is_even])
| (n+1) := by { rw is_even, exact odd_or n }
with odd_or : ∀ n, is_odd n = tt ∨ is_odd n = ff
| 0 := or.inr (by simp [is_odd])
| (n+1) := by { rw is_odd, exact even_or n }

def interleave : list nat → list nat → list nat
| [] ys := ys
| (x :: xs) ys := x :: interleave ys xs

def interleave_by_size : list nat → list nat → list nat
| [] ys := ys
| (x :: xs) ys := x :: interleave_by_size ys xs
using_well_founded { rel_tac := λ _ _, `[exact ⟨_, measure_wf (λ p, p.1.length + p.2.length)⟩],
  dec_tac := `[simp [measure, inv_image, sizeof_measure], exact nat.lt_succ_self _] }

def count_up : nat → nat → list nat
| lo hi := if h : lo < hi then
    have hi - (lo + 1) < hi - lo, from nat.sub_lt_sub_left h (nat.lt_succ_self lo),
    lo :: count_up (lo + 1) hi
  else []
using_well_founded { rel_tac := λ _ _, `[exact ⟨_, measure_wf (λ p, p.2 - p.1)⟩], dec_tac := `[assumption] }

def loops : nat → nat
| n := loops n

def loops_up : nat → nat
| 0 := 0
| (n+1) := loops_up (n+2)

def wrong_tactic : nat → nat
| 0 := 0
| (n+1) := wrong_tactic n
using_well_founded { dec_tac := `[exact trivial] }

def right_tactic : nat → nat
| 0 := 0
| (n+1) := right_tactic n
using_well_founded { dec_tac := `[exact nat.lt_succ_self _] }

def unsolved_tactic : nat → nat
| 0 := 0
| (n+1) := unsolved_tactic n
using_well_founded { dec_tac := `[skip] }
