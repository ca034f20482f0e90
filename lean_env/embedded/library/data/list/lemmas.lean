/- What is true of lists: append, length, map, membership, sublists, filters, and maps that carry a state. -/

universes u v w w₁ w₂

variables {α : Type u} {β : Type v} {γ : Type w}

namespace list

open nat

/-! Append, length, map -/

@[simp] lemma nil_append (s : list α) : [] ++ s = s := rfl

@[simp] lemma cons_append (x : α) (s t : list α) : (x::s) ++ t = x::(s ++ t) := rfl

@[simp] lemma append_nil (t : list α) : t ++ [] = t :=
@list.rec α (λ l, l ++ [] = l) rfl (λ a l ih, congr_arg (cons a) ih) t

@[simp] lemma append_assoc (s t u : list α) : s ++ t ++ u = s ++ (t ++ u) :=
@list.rec α (λ l, l ++ t ++ u = l ++ (t ++ u)) rfl (λ a l ih, congr_arg (cons a) ih) s

lemma length_cons (a : α) (l : list α) : length (a :: l) = length l + 1 := rfl

@[simp] lemma length_append (s t : list α) : length (s ++ t) = length s + length t :=
@list.rec α (λ l, length (l ++ t) = length l + length t) (nat.zero_add (length t)).symm
  (λ a l ih, show length (l ++ t) + 1 = length l + 1 + length t, by rw [ih, nat.add_right_comm]) s

@[simp] lemma length_repeat (a : α) (n : ℕ) : length (repeat a n) = n :=
@nat.rec (λ k, length (repeat a k) = k) rfl (λ k ih, congr_arg succ ih) n

@[simp] lemma length_tail (l : list α) : length (tail l) = length l - 1 := list.cases_on l rfl (λ a l, rfl)

@[simp] lemma length_drop : ∀ (i : ℕ) (l : list α), length (drop i l) = length l - i
| 0        l      := rfl
| (succ i) []     := (nat.zero_sub (succ i)).symm
| (succ i) (x::l) := eq.trans (length_drop i l) (succ_sub_succ (length l) i).symm

lemma map_cons (f : α → β) (a l) : map f (a::l) = f a :: map f l := rfl

@[simp] lemma map_append (f : α → β) : ∀ l₁ l₂, map f (l₁ ++ l₂) = (map f l₁) ++ (map f l₂) :=
λ l₁ l₂, @list.rec α (λ l, map f (l ++ l₂) = map f l ++ map f l₂) rfl (λ a l ih, congr_arg (cons (f a)) ih) l₁

lemma map_singleton (f : α → β) (a : α) : map f [a] = [f a] := rfl

@[simp] lemma map_id (l : list α) : map id l = l :=
@list.rec α (λ l, map id l = l) rfl (λ a l ih, congr_arg (cons a) ih) l

@[simp] lemma map_map (g : β → γ) (f : α → β) (l : list α) : map g (map f l) = map (g ∘ f) l :=
@list.rec α (λ l, map g (map f l) = map (g ∘ f) l) rfl (λ a l ih, congr_arg (cons (g (f a))) ih) l

@[simp] lemma length_map (f : α → β) (l : list α) : length (map f l) = length l :=
@list.rec α (λ l, length (map f l) = length l) rfl (λ a l ih, congr_arg succ ih) l

@[simp] lemma nil_bind (f : α → list β) : list.bind [] f = [] := rfl

@[simp] lemma cons_bind (x xs) (f : α → list β) : list.bind (x :: xs) f = f x ++ list.bind xs f := rfl

@[simp] lemma append_bind (xs ys) (f : α → list β) :
  list.bind (xs ++ ys) f = list.bind xs f ++ list.bind ys f :=
@list.rec α (λ l, list.bind (l ++ ys) f = list.bind l f ++ list.bind ys f) rfl
  (λ a l ih, show f a ++ list.bind (l ++ ys) f = f a ++ list.bind l f ++ list.bind ys f,
    by rw [ih, append_assoc]) xs

/-! Membership -/

lemma mem_nil_iff (a : α) : a ∈ ([] : list α) ↔ false := iff.rfl

@[simp] lemma not_mem_nil (a : α) : a ∉ ([] : list α) := not_false

lemma mem_cons_self (a : α) (l : list α) : a ∈ a :: l := or.inl rfl

@[simp] lemma mem_cons_iff (a y : α) (l : list α) : a ∈ y :: l ↔ (a = y ∨ a ∈ l) := iff.rfl

@[rsimp] lemma mem_cons_eq (a y : α) (l : list α) : (a ∈ y :: l) = (a = y ∨ a ∈ l) := rfl

lemma mem_cons_of_mem (y : α) {a : α} {l : list α} : a ∈ l → a ∈ y :: l := or.inr

lemma eq_or_mem_of_mem_cons {a y : α} {l : list α} : a ∈ y::l → a = y ∨ a ∈ l := λ h, h

@[simp] lemma mem_append {a : α} {s t : list α} : a ∈ s ++ t ↔ a ∈ s ∨ a ∈ t :=
@list.rec α (λ l, a ∈ l ++ t ↔ a ∈ l ∨ a ∈ t) (false_or (a ∈ t)).symm
  (λ b l ih, iff.trans (or_congr (iff.refl (a = b)) ih) (or_assoc (a = b) (a ∈ l)).symm) s

@[rsimp] lemma mem_append_eq (a : α) (s t : list α) : (a ∈ s ++ t) = (a ∈ s ∨ a ∈ t) := propext mem_append

lemma mem_append_left {a : α} {l₁ : list α} (l₂ : list α) (h : a ∈ l₁) : a ∈ l₁ ++ l₂ :=
mem_append.mpr (or.inl h)

lemma mem_append_right {a : α} (l₁ : list α) {l₂ : list α} (h : a ∈ l₂) : a ∈ l₁ ++ l₂ :=
mem_append.mpr (or.inr h)

lemma not_bex_nil (p : α → Prop) : ¬ (∃ x ∈ @nil α, p x) := λ h, exists.elim h (λ x k, exists.elim k (λ hx _, hx))

lemma ball_nil (p : α → Prop) : ∀ x ∈ @nil α, p x := λ x h, false.elim h

lemma bex_cons (p : α → Prop) (a : α) (l : list α) : (∃ x ∈ (a :: l), p x) ↔ (p a ∨ ∃ x ∈ l, p x) :=
⟨λ h, exists.elim h (λ x k, exists.elim k (λ hx px, or.elim hx
   (λ e : x = a, or.inl (@eq.subst α p x a e px)) (λ m : x ∈ l, or.inr ⟨x, m, px⟩))),
 λ h, or.elim h (λ pa, ⟨a, or.inl rfl, pa⟩)
   (λ h, exists.elim h (λ x k, exists.elim k (λ m px, ⟨x, or.inr m, px⟩)))⟩

lemma ball_cons (p : α → Prop) (a : α) (l : list α) : (∀ x ∈ (a :: l), p x) ↔ (p a ∧ ∀ x ∈ l, p x) :=
⟨λ h, ⟨h a (or.inl rfl), λ x m, h x (or.inr m)⟩,
 λ h x hx, or.elim hx (λ e : x = a, @eq.subst α p a x e.symm h.left) (h.right x)⟩

protected def subset (l₁ l₂ : list α) := ∀ ⦃a : α⦄, a ∈ l₁ → a ∈ l₂

instance : has_subset (list α) := ⟨list.subset⟩

@[simp] lemma nil_subset (l : list α) : [] ⊆ l := λ a h, false.elim h

@[refl, simp] lemma subset.refl (l : list α) : l ⊆ l := λ a h, h

@[trans] lemma subset.trans {l₁ l₂ l₃ : list α} (h₁ : l₁ ⊆ l₂) (h₂ : l₂ ⊆ l₃) : l₁ ⊆ l₃ := λ a h, h₂ (h₁ h)

@[simp] lemma subset_cons (a : α) (l : list α) : l ⊆ a::l := λ b h, or.inr h

lemma subset_of_cons_subset {a : α} {l₁ l₂ : list α} : a::l₁ ⊆ l₂ → l₁ ⊆ l₂ := λ s b h, s (or.inr h)

lemma cons_subset_cons {l₁ l₂ : list α} (a : α) (s : l₁ ⊆ l₂) : (a::l₁) ⊆ (a::l₂) :=
λ b h, or.elim h (λ e, or.inl e) (λ m, or.inr (s m))

@[simp] lemma subset_append_left (l₁ l₂ : list α) : l₁ ⊆ l₁++l₂ := λ a h, mem_append_left l₂ h

@[simp] lemma subset_append_right (l₁ l₂ : list α) : l₂ ⊆ l₁++l₂ := λ a h, mem_append_right l₁ h

lemma subset_cons_of_subset (a : α) {l₁ l₂ : list α} : l₁ ⊆ l₂ → l₁ ⊆ (a::l₂) := λ s b h, or.inr (s h)

/-! Lengths -/

theorem eq_nil_of_length_eq_zero {l : list α} : length l = 0 → l = [] :=
@list.rec α (λ l, length l = 0 → l = []) (λ _, rfl) (λ a l _ e, false.elim (succ_ne_zero (length l) e)) l

theorem ne_nil_of_length_eq_succ {l : list α} : ∀ {n : nat}, length l = succ n → l ≠ [] :=
λ n h e, succ_ne_zero n (eq.trans h.symm (congr_arg length e))

@[simp] theorem length_map₂ (f : α → β → γ) (l₁) : ∀ l₂, length (map₂ f l₁ l₂) = min (length l₁) (length l₂) :=
@list.rec α (λ l₁, ∀ l₂, length (map₂ f l₁ l₂) = min (length l₁) (length l₂))
  (λ l₂, list.cases_on l₂ (nat.zero_min 0).symm (λ b l₂, (nat.zero_min (length l₂ + 1)).symm))
  (λ a l₁ ih l₂, list.cases_on l₂ (nat.min_zero (length l₁ + 1)).symm
    (λ b l₂, show succ (length (map₂ f l₁ l₂)) = min (succ (length l₁)) (succ (length l₂)),
      by rw [ih, min_succ_succ])) l₁

@[simp] theorem length_take : ∀ (i : ℕ) (l : list α), length (take i l) = min i (length l)
| 0        l      := (nat.zero_min (length l)).symm
| (succ n) []     := (nat.min_zero (succ n)).symm
| (succ n) (a::l) := show succ (length (take n l)) = min (succ n) (succ (length l)),
  by rw [length_take n l, min_succ_succ]

theorem length_take_le (n) (l : list α) : length (take n l) ≤ n :=
@eq.subst ℕ (λ k, k ≤ n) (min n (length l)) (length (take n l)) (length_take n l).symm (min_le_left n (length l))

theorem length_remove_nth : ∀ (l : list α) (i : ℕ), i < length l → length (remove_nth l i) = length l - 1
| []      i     h := rfl
| (x::xs) 0     h := rfl
| (x::xs) (i+1) h :=
  have k : i < length xs, from lt_of_succ_lt_succ h,
  have e : length (remove_nth xs i) = pred (length xs), from length_remove_nth xs i k,
  show succ (length (remove_nth xs i)) = length xs,
  by rw [e, succ_pred_eq_of_pos (lt_of_le_of_lt (nat.zero_le i) k)]

@[simp] lemma partition_eq_filter_filter (p : α → Prop) [decidable_pred p] :
  ∀ (l : list α), partition p l = (filter p l, filter (not ∘ p) l)
| []     := rfl
| (a::l) := if h : p a
  then by simp only [partition, filter, function.comp_app, if_pos h, if_neg (not_not_intro h), partition_eq_filter_filter l]
  else by simp only [partition, filter, function.comp_app, if_neg h, if_pos h, partition_eq_filter_filter l]

/-! Sublists and filters -/

inductive sublist : list α → list α → Prop
| slnil : sublist [] []
| cons (l₁ l₂ a) : sublist l₁ l₂ → sublist l₁ (a::l₂)
| cons2 (l₁ l₂ a) : sublist l₁ l₂ → sublist (a::l₁) (a::l₂)

infix ` <+ `:50 := sublist

lemma length_le_of_sublist : ∀ {l₁ l₂ : list α}, l₁ <+ l₂ → length l₁ ≤ length l₂ :=
λ l₁ l₂ h, @sublist.rec α (λ l₁ l₂, length l₁ ≤ length l₂) (nat.le_refl 0)
  (λ _ _ _ _ ih, le_succ_of_le ih) (λ _ _ _ _ ih, succ_le_succ ih) l₁ l₂ h

@[simp] theorem filter_nil (p : α → Prop) [h : decidable_pred p] : filter p [] = [] := rfl

@[simp] theorem filter_cons_of_pos {p : α → Prop} [h : decidable_pred p] {a : α} :
  ∀ l, p a → filter p (a::l) = a :: filter p l :=
λ l k, if_pos k

@[simp] theorem filter_cons_of_neg {p : α → Prop} [h : decidable_pred p] {a : α} :
  ∀ l, ¬ p a → filter p (a::l) = filter p l :=
λ l k, if_neg k

@[simp] theorem filter_append {p : α → Prop} [h : decidable_pred p] :
  ∀ (l₁ l₂ : list α), filter p (l₁++l₂) = filter p l₁ ++ filter p l₂
| []      l₂ := rfl
| (a::l₁) l₂ :=
  have e : filter p (l₁ ++ l₂) = filter p l₁ ++ filter p l₂, from filter_append l₁ l₂,
  if k : p a
  then by rw [cons_append, filter_cons_of_pos _ k, filter_cons_of_pos _ k, e, cons_append]
  else by rw [cons_append, filter_cons_of_neg _ k, filter_cons_of_neg _ k, e]

@[simp] theorem filter_sublist {p : α → Prop} [h : decidable_pred p] : Π (l : list α), filter p l <+ l
| []     := sublist.slnil
| (a::l) := if k : p a
  then @eq.subst (list α) (λ x, x <+ a::l) (a :: filter p l) (filter p (a::l)) (if_pos k).symm
    (sublist.cons2 _ _ a (filter_sublist l))
  else @eq.subst (list α) (λ x, x <+ a::l) (filter p l) (filter p (a::l)) (if_neg k).symm
    (sublist.cons _ _ a (filter_sublist l))

/-! Maps that thread a state from the right -/

section map_accumr
variables {φ : Type w₁} {σ : Type w₂}

def map_accumr (f : α → σ → σ × β) : list α → σ → (σ × list β)
| []      c := (c, [])
| (y::yr) c :=
  let r := map_accumr yr c in
  let z := f y r.1 in
  (z.1, z.2 :: r.2)

@[simp] theorem length_map_accumr :
  ∀ (f : α → σ → σ × β) (x : list α) (s : σ), length (map_accumr f x s).2 = length x
| f (a::x) s := congr_arg succ (length_map_accumr f x s)
| f []     s := rfl

end map_accumr

section map_accumr₂
variables {φ : Type w₁} {σ : Type w₂}

def map_accumr₂ (f : α → β → σ → σ × φ) : list α → list β → σ → σ × list φ
| []      _       c := (c, [])
| _       []      c := (c, [])
| (x::xr) (y::yr) c :=
  let r := map_accumr₂ xr yr c in
  let q := f x y r.1 in
  (q.1, q.2 :: r.2)

@[simp] theorem length_map_accumr₂ :
  ∀ (f : α → β → σ → σ × φ) x y c, length (map_accumr₂ f x y c).2 = min (length x) (length y)
| f (a::x) (b::y) c := show succ (length (map_accumr₂ f x y c).2) = min (succ (length x)) (succ (length y)),
  by rw [length_map_accumr₂ f x y c, min_succ_succ]
| f (a::x) []     c := rfl
| f []     (b::y) c := rfl
| f []     []     c := rfl

end map_accumr₂

end list
