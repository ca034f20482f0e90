notation `twice` x := x + x
example : twice 3 = 6 := rfl

notation `twice` x := x + x
example : twice = 6 := rfl

notation `|` x `|` := nat.succ x
example : |3| = 4 := rfl

notation `⟦[` x `,` y `]⟧` := (x, y)
example : ⟦[1, tt]⟧ = (1, tt) := rfl

notation `⟦[` x `,` y `]⟧` := (x, y)
example : ⟦[1]⟧ = (1, tt) := rfl

notation a ` is_more_than ` b := b < a
example : 3 is_more_than 2 := dec_trivial

notation a ` is_more_than ` b := b < a
example : 2 is_more_than 3 := dec_trivial

notation a ` ⊹ `:65 b:66 := nat.add a b
example : 1 ⊹ 2 ⊹ 3 = 6 := rfl

notation `Σ[` binders `]` r:(scoped p, sigma p) := r
#check Σ[x : ℕ] fin x

notation `some_x` binders `, ` r:(scoped p, Exists p) := r
example : some_x n : ℕ, n = 3 := ⟨3, rfl⟩

notation `some_x` binders `, ` r:(scoped p, Exists p) := r
example : some_x n m : ℕ, n = m + 1 := ⟨1, 0, rfl⟩

notation `some_x` binders `, ` r:(scoped p, Exists p) := r
example : some_x n : ℕ, n + 1 = 0 := ⟨0, rfl⟩

notation `x` := nope

local notation `four` := 4
example : four = 2 + 2 := rfl

notation `N` := ℕ
def f (n : N) : N := n
example : f 2 = (2 : ℕ) := rfl

notation `if_pos` c ` then ` a ` otherwise ` b := ite c a b
example : (if_pos 1 < 2 then 5 otherwise 6) = 5 := rfl

reserve infix ` ≋ `:50
infix ≋ := λ a b : ℕ, a % 2 = b % 2
example : 3 ≋ 5 := rfl

reserve infix ` ≋ `:50
infix ` ≋ `:51 := eq

notation `{{` l:(foldr `, ` (h t, list.cons h t) list.nil `}}`) := l
example : {{1, 2, 3}} = [1, 2, 3] := rfl

notation `sum(` l:(foldr `, ` (h t, h + t) 0 `)`) := l
example : sum(1, 2, 3) = 6 := rfl

notation `sum(` l:(foldr `, ` (h t, h + t) 0 `)`) := l
example : sum(1, 2, 3) = 7 := rfl

notation `left(` l:(foldl `, ` (h t, t - h) 10 `)`) := l
example : left(1, 2) = 7 := rfl

section
notation `gone` := 1
end
example : gone = 1 := rfl

notation `same_as` := rfl
example : 2 + 2 = 4 := same_as

notation `unclosed := 1
