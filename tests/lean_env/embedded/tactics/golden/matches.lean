def f (n : ℕ) : ℕ := match n with | 0 := 1 | (k+1) := k end

example : f 0 = 1 := by simp [f]

example (n : ℕ) : f (n + 1) = n := by simp [f]

example (n : ℕ) : f (n + 1) = n := by { unfold f }

example (n : ℕ) : f (n + 1) = n := by { unfold f, refl }

example (n : ℕ) : f (n + 1) = n := by { rw f, refl }

example (n : ℕ) : f (n + 1) = n := by rw f

example (n : ℕ) : f (n + 1) = n := by { cases n, refl, refl }

example (n : ℕ) : f (n + 1) = n := by { simp only [f] }

def g (p : ℕ × ℕ) : ℕ := match p with | (a, b) := a + b end

example (a b : ℕ) : g (a, b) = a + b := by simp [g]

example (a b : ℕ) : g (a, b) = a + b := by unfold g

example (a b : ℕ) : g (a, b) = a + b := by { unfold g, refl }

example (p : ℕ × ℕ) : g p = p.1 + p.2 := by { cases p, simp [g] }

example (p : ℕ × ℕ) : g p = p.1 + p.2 := by { cases p, refl }

example (p : ℕ × ℕ) : g p = p.1 + p.2 := by { simp [g] }

def h (o : option ℕ) : ℕ := match o with | none := 0 | (some x) := x end

example (x : ℕ) : h (some x) = x := by simp [h]

example : h none = 0 := by simp [h]

example (x : ℕ) (o : option ℕ) (e : o = some x) : h o = x := by simp [h, e]

example (x : ℕ) (o : option ℕ) (e : o = some x) : h o = x := by { rw e, refl }

example (x : ℕ) (o : option ℕ) (e : o = some x) : h o = x := by { subst e, simp [h] }

example (x : ℕ) (o : option ℕ) (e : o = some x) : h o = x := by { simp [e], refl }

def k (b : bool) (n : ℕ) : ℕ := match b, n with | tt, _ := 0 | ff, 0 := 1 | ff, (m+1) := m end

example (n : ℕ) : k tt n = 0 := by simp [k]

example : k ff 0 = 1 := by simp [k]

example (n : ℕ) : k ff (n+1) = n := by simp [k]

example (n : ℕ) : k (bnot tt) (n+1) = n := by simp [k]

def l (xs : list ℕ) : ℕ := match xs.length with | 0 := 0 | (n+1) := n end

example (x : ℕ) (xs : list ℕ) : l (x :: xs) = xs.length := by simp [l]

example : l [] = 0 := by simp [l]

example : l [1,2] = 1 := by simp [l]

example : l [1,2] = 1 := by { unfold l, refl }
