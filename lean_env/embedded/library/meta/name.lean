/- Names, which mark the parameters that a tactic fills in. -/

inductive name
| anonymous  : name
| mk_string  : string → name → name
| mk_numeral : unsigned → name → name

@[reducible] def {u} auto_param (α : Sort u) (tac_name : name) : Sort u := α

@[simp] lemma {u} auto_param_eq (α : Sort u) (n : name) : auto_param α n = α := rfl

instance : inhabited name := ⟨name.anonymous⟩

def mk_str_name (n : name) (s : string) : name := name.mk_string s n

infix ` <.> `:65 := mk_str_name

def mk_num_name (n : name) (v : nat) : name := name.mk_numeral (unsigned.of_nat' v) n

def mk_simple_name (s : string) : name := mk_str_name name.anonymous s
