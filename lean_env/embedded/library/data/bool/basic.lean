/- Operations on booleans. -/

@[inline] def {u} cond {a : Type u} : bool → a → a → a
| tt x y := x
| ff x y := y

@[inline] def bor : bool → bool → bool
| tt b := tt
| ff b := b

@[inline] def band : bool → bool → bool
| tt b := b
| ff b := ff

@[inline] def bnot : bool → bool
| tt := ff
| ff := tt

@[inline] def bxor : bool → bool → bool
| tt ff := tt
| ff tt := tt
| _  _  := ff

infixl ` || `:65 := bor
infixl ` && `:70 := band
