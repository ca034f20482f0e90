noncomputable def a : nat := classical.choice ⟨0⟩

constant c : nat

lemma foo (n : nat) (h : a = a) : n = n := rfl

def plain : nat := a

def by_match (n : nat) : nat := match n with 0 := a | _ := 1 end

def by_equations : nat → nat
| 0 := a
| _ := 1

def recursive : nat → nat
| 0 := a
| (n+1) := recursive n

def of_constant : nat → nat
| 0 := c
| (n+1) := of_constant n

noncomputable def marked : nat → nat
| 0 := c
| (n+1) := marked n

noncomputable def marked_needlessly : nat → nat
| 0 := 0
| (n+1) := marked_needlessly n

mutual def e1, f1
with e1 : nat → nat
| 0 := a
| (n+1) := f1 n
with f1 : nat → nat
| 0 := 0
| (n+1) := e1 n

noncomputable mutual def e2, f2
with e2 : nat → nat
| 0 := a
| (n+1) := f2 n
with f2 : nat → nat
| 0 := 0
| (n+1) := e2 n

def by_recursor : nat → nat := λ n, nat.rec_on n 0 (λ _ x, x)

instance inst : inhabited nat := ⟨a⟩

instance inst_by_equations : Π n : nat, inhabited nat
| 0 := ⟨a⟩
| _ := ⟨0⟩

def in_proof : nat → {n : nat // n = n}
| 0 := ⟨0, foo 0 (eq.refl a)⟩
| (n+1) := in_proof n

def in_proof_by_tactic : nat → {n : nat // n = n}
| 0 := ⟨0, by exact foo 0 (eq.refl a)⟩
| (n+1) := in_proof_by_tactic n

def in_proof_not_recursive : nat → {n : nat // n = n}
| 0 := ⟨0, foo 0 (eq.refl a)⟩
| (n+1) := ⟨0, rfl⟩

def in_argument_type : nat → fin (a+1) → nat
| 0 _ := 0
| (n+1) h := in_argument_type n h

def in_result_type : nat → fin (a+1)
| 0 := ⟨0, nat.zero_lt_succ _⟩
| (n+1) := in_result_type n

def in_result_type_not_recursive : Π n : nat, fin (a + 1)
| 0 := ⟨0, nat.zero_lt_succ _⟩
| (n+1) := ⟨0, nat.zero_lt_succ _⟩

def in_have : nat → nat
| 0 := 0
| (n+1) := have a = a, from rfl, in_have n

def in_parameter (h : fin a) : nat → nat
| 0 := 0
| (n+1) := in_parameter n

def by_hypothesis : nat → nat
| 0 := 0
| (n+1) := have n < n + 1, from @classical.some_spec _ (λ m, n < n + 1) ⟨0, nat.lt_succ_self n⟩, by_hypothesis n

def proposition : nat → Prop
| 0 := a = 0
| (n+1) := proposition n

def family : nat → Type
| 0 := fin a
| (n+1) := family n

theorem proof : nat → a = a
| 0 := rfl
| (n+1) := proof n

def chosen (h : ∃ n : nat, n = n) : nat → nat
| 0 := classical.some h
| _ := 0

lemma no_proposition (h : ∃ n : nat, n = n) : nat := 0

section
noncomputable theory

def theory_plain : nat := a

def theory_match (n : nat) : nat := match n with 0 := c | _ := 1 end

def theory_equations : nat → nat
| 0 := c
| (n+1) := n

def theory_recursive : nat → nat
| 0 := c
| (n+1) := theory_recursive n

noncomputable def theory_marked : nat → nat
| 0 := c
| (n+1) := theory_marked n

end

def wf : nat → nat
| 0 := a
| (n+1) := if n = 7 then a else have n / 2 < n + 1, from nat.lt_succ_of_le (nat.div_le_self n 2), wf (n / 2)

noncomputable def wf_marked : nat → nat
| 0 := a
| (n+1) := if n = 7 then a else have n / 2 < n + 1, from nat.lt_succ_of_le (nat.div_le_self n 2), wf_marked (n / 2)
