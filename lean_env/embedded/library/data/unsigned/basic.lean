/- Machine words. -/

open nat

def unsigned_sz : nat := succ 4294967295

def unsigned := fin unsigned_sz

namespace unsigned

protected def of_nat' (n : nat) : unsigned := if h : n < unsigned_sz then ⟨n, h⟩ else ⟨0, zero_lt_succ _⟩

def to_nat (c : unsigned) : nat := c.val

end unsigned

instance : decidable_eq unsigned := fin.decidable_eq unsigned_sz
