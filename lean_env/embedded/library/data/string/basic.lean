/- Strings as lists of characters, iterators over them, and when adding a character keeps them apart. -/

structure string_imp :=
(data : list char)

def string := string_imp

def list.as_string (s : list char) : string := ⟨s⟩

namespace string

instance : has_lt string := ⟨λ s₁ s₂, s₁.data < s₂.data⟩

instance has_decidable_lt (s₁ s₂ : string) : decidable (s₁ < s₂) := list.has_decidable_lt s₁.data s₂.data

instance has_decidable_eq : decidable_eq string := λ ⟨x⟩ ⟨y⟩,
match list.has_dec_eq x y with
| is_true e  := is_true (congr_arg string_imp.mk e)
| is_false n := is_false (λ e, n (string_imp.mk.inj e))
end

def empty : string := ⟨[]⟩

def length : string → nat
| ⟨s⟩ := s.length

def push : string → char → string
| ⟨s⟩ c := ⟨s ++ [c]⟩

def append : string → string → string
| ⟨a⟩ ⟨b⟩ := ⟨a ++ b⟩

def to_list : string → list char
| ⟨s⟩ := s

def fold {α} (a : α) (f : α → char → α) (s : string) : α := s.to_list.foldl f a

structure iterator_imp :=
(fst : list char)
(snd : list char)

def iterator := iterator_imp

def mk_iterator : string → iterator
| ⟨s⟩ := ⟨[], s⟩

namespace iterator

def curr : iterator → char
| ⟨p, c::n⟩ := c
| _         := default

def set_curr : iterator → char → iterator
| ⟨p, c::n⟩ c' := ⟨p, c'::n⟩
| it        c' := it

def next : iterator → iterator
| ⟨p, c::n⟩ := ⟨c::p, n⟩
| ⟨p, []⟩   := ⟨p, []⟩

def prev : iterator → iterator
| ⟨c::p, n⟩ := ⟨p, c::n⟩
| ⟨[],   n⟩ := ⟨[], n⟩

def has_next : iterator → bool
| ⟨p, []⟩ := ff
| _       := tt

def has_prev : iterator → bool
| ⟨[], n⟩ := ff
| _       := tt

def insert : iterator → string → iterator
| ⟨p, n⟩ ⟨s⟩ := ⟨p, s++n⟩

def remove : iterator → nat → iterator
| ⟨p, n⟩ m := ⟨p, n.drop m⟩

def to_string : iterator → string
| ⟨p, n⟩ := ⟨p.reverse ++ n⟩

def to_end : iterator → iterator
| ⟨p, n⟩ := ⟨n.reverse ++ p, []⟩

def next_to_string : iterator → string
| ⟨p, n⟩ := ⟨n⟩

def prev_to_string : iterator → string
| ⟨p, n⟩ := ⟨p.reverse⟩

protected def extract_core : list char → list char → option (list char)
| []       cs  := none
| (c::cs₁) cs₂ :=
  if cs₁ = cs₂ then some [c] else
  match extract_core cs₁ cs₂ with
  | none   := none
  | some r := some (c::r)
  end

def extract : iterator → iterator → option string
| ⟨p₁, n₁⟩ ⟨p₂, n₂⟩ :=
  if p₁.reverse ++ n₁ ≠ p₂.reverse ++ n₂ then none
  else if n₁ = n₂ then some ""
  else match iterator.extract_core n₁ n₂ with
       | none   := none
       | some r := some ⟨r⟩
       end

end iterator

end string

instance : inhabited string := ⟨string.empty⟩

instance : has_sizeof string := ⟨string.length⟩

instance : has_append string := ⟨string.append⟩

namespace string

def str : string → char → string := push

def is_empty (s : string) : bool := to_bool (s.length = 0)

def front (s : string) : char := s.mk_iterator.curr

def back (s : string) : char := s.mk_iterator.to_end.prev.curr

def join (l : list string) : string := l.foldl (λ r s, r ++ s) ""

def singleton (c : char) : string := empty.push c

def intercalate (s : string) (ss : list string) : string :=
(list.intercalate s.to_list (ss.map to_list)).as_string

namespace iterator

def nextn : iterator → nat → iterator
| it 0     := it
| it (i+1) := nextn it.next i

def prevn : iterator → nat → iterator
| it 0     := it
| it (i+1) := prevn it.prev i

end iterator

def pop_back (s : string) : string := s.mk_iterator.to_end.prev.prev_to_string

def popn_back (s : string) (n : nat) : string := (s.mk_iterator.to_end.prevn n).prev_to_string

def backn (s : string) (n : nat) : string := (s.mk_iterator.to_end.prevn n).next_to_string

end string

protected def char.to_string (c : char) : string := string.singleton c

private def to_nat_core : string.iterator → nat → nat → nat
| it 0     r := r
| it (i+1) r :=
  let c := it.curr in
  let r := r*10 + c.to_nat - '0'.to_nat in
  to_nat_core it.next i r

def string.to_nat (s : string) : nat := to_nat_core s.mk_iterator s.length 0

namespace string

/- The last of a list that ends in c, and what comes before it: enough to take `l ++ [c]` apart. -/
private lemma snoc_ne_nil (c : char) : ∀ l : list char, l ++ [c] ≠ [] :=
λ l, @list.rec char (λ l, l ++ [c] ≠ []) (λ e, list.no_confusion e) (λ _ _ _ e, list.no_confusion e) l

private lemma snoc_inj {c₁ c₂ : char} : ∀ l₁ l₂ : list char, l₁ ++ [c₁] = l₂ ++ [c₂] → l₁ = l₂ ∧ c₁ = c₂
| []      []      e := list.no_confusion e (λ h _, ⟨rfl, h⟩)
| []      (y::l₂) e := list.no_confusion e (λ _ t, false.elim (snoc_ne_nil c₂ l₂ t.symm))
| (x::l₁) []      e := list.no_confusion e (λ _ t, false.elim (snoc_ne_nil c₁ l₁ t))
| (x::l₁) (y::l₂) e := list.no_confusion e (λ h t,
  have ih : l₁ = l₂ ∧ c₁ = c₂, from snoc_inj l₁ l₂ t,
  ⟨congr (congr_arg list.cons h) ih.left, ih.right⟩)

lemma str_ne_empty (c : char) (s : string) : str s c ≠ empty :=
string_imp.cases_on s (λ l e, snoc_ne_nil c l (string_imp.mk.inj e))

lemma empty_ne_str : ∀ (c : char) (s : string), empty ≠ str s c := λ c s, (str_ne_empty c s).symm

private lemma str_inj : ∀ {c₁ c₂ : char} {s₁ s₂ : string}, str s₁ c₁ = str s₂ c₂ → s₁ = s₂ ∧ c₁ = c₂
| c₁ c₂ ⟨l₁⟩ ⟨l₂⟩ e :=
  have h : l₁ = l₂ ∧ c₁ = c₂, from snoc_inj l₁ l₂ (string_imp.mk.inj e),
  ⟨congr_arg string_imp.mk h.left, h.right⟩

lemma str_ne_str_left : ∀ {c₁ c₂ : char} (s₁ s₂ : string), c₁ ≠ c₂ → str s₁ c₁ ≠ str s₂ c₂ :=
λ c₁ c₂ s₁ s₂ n e, n (str_inj e).right

lemma str_ne_str_right : ∀ (c₁ c₂ : char) {s₁ s₂ : string}, s₁ ≠ s₂ → str s₁ c₁ ≠ str s₂ c₂ :=
λ c₁ c₂ s₁ s₂ n e, n (str_inj e).left

end string
