"""Hostile candidates that no pool may accept, and honest but unusual ones that none may refuse.

Each was tried against the real Lean; every family of cheats that is known has some. `try_all` runs them through a live
pool: before an evaluation one can see that this pool, on this machine, is not fooled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lean_env.checker import BaseChecker
from lean_env.errors import LeanEnvError
from lean_env.verdict import Claim, Status, Verdict

IMPORTING: Final = "import init.core\n"
FALSE: Final = "theorem target : (1 : ℕ) = 2"
SWAP: Final = "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p"
FORALL: Final = "theorem target : ∀ n : ℕ, n < 5"
POLY: Final = "theorem target {α : Type*} (a b : α) (h : a = b) : b = a"

HOSTILE: Final[list[tuple[str, str, str]]] = [
    ("plain sorry", FALSE, f"{FALSE} := sorry"),
    ("sorry in a tactic block", FALSE, f"{FALSE} := begin sorry end"),
    ("admit", FALSE, f"{FALSE} := by admit"),
    ("sorry in a lemma it uses", FALSE, f"lemma aux : false := sorry\n{FALSE} := aux.elim"),
    ("exit before the proof", FALSE, "#exit\n" + FALSE + " := rfl"),
    ("exit behind a weaker theorem", FALSE, "theorem target : true := trivial\n#exit"),
    ("unclosed comment", FALSE, "theorem target : true := trivial\n/- "),
    ("unclosed doc comment", FALSE, "theorem target : true := trivial\n/-- "),
    ("unclosed string", FALSE, 'theorem target : true := trivial\n#check "'),
    ("unclosed section", FALSE, "section\nparameter (h : (1 : ℕ) = 2)\ntheorem target : (1 : ℕ) = 2 := h"),
    ("unclosed namespace", FALSE, "namespace foo\ntheorem target : true := trivial"),
    ("closes the audit's section", FALSE, "theorem target : true := trivial\nend\n"),
    ("notation for false", "theorem target : false", "local notation `false` := true\ntheorem target : false := trivial"),
    ("notation for a numeral", FALSE, "local notation `2` := 1\ntheorem target : (1 : ℕ) = 2 := rfl"),
    ("notation for equality", FALSE, "local infix ` = `:50 := λ a b, true\ntheorem target : (1 : ℕ) = 2 := trivial"),
    ("notation that eats the closing word", FALSE, "notation `theorem` := true\nlemma target : true := trivial"),
    ("notation that opens a comment", FALSE, "notation `§/` := true\n§/- -/ run_cmd tactic.skip"),
    ("axiom", FALSE, f"axiom cheat : (1 : ℕ) = 2\n{FALSE} := cheat"),
    ("axioms", FALSE, f"axioms (cheat : (1 : ℕ) = 2)\n{FALSE} := cheat"),
    ("constant", FALSE, f"constant cheat : (1 : ℕ) = 2\n{FALSE} := cheat"),
    ("constants", FALSE, f"constants (cheat : (1 : ℕ) = 2)\n{FALSE} := cheat"),
    ("axiom with a trusted name", FALSE, f"axiom «quot.sound : x» : (1 : ℕ) = 2\n{FALSE} := «quot.sound : x»"),
    ("axiom in a namespace", FALSE, f"namespace classical\naxiom choice2 : false\nend classical\n{FALSE} := classical.choice2.elim"),
    ("variable of a false type", FALSE, "variable (h : (1 : ℕ) = 2)\ninclude h\ntheorem target : (1 : ℕ) = 2 := h"),
    ("parameter of a false type", FALSE, "section\nparameter (h : (1 : ℕ) = 2)\ntheorem target : (1 : ℕ) = 2 := h\nend"),
    ("false as an instance argument", FALSE, "theorem target [h : fact_false] : (1 : ℕ) = 2 := sorry"),
    ("weaker theorem under the name", FALSE, "theorem target : (1 : ℕ) = 1 := rfl"),
    ("extra hypothesis", FALSE, "theorem target (h : false) : (1 : ℕ) = 2 := h.elim"),
    ("other quantifier", FORALL, "theorem target : ∃ n : ℕ, n < 5 := ⟨0, dec_trivial⟩"),
    ("fewer universes", POLY, "theorem target {α : Type} (a b : α) (h : a = b) : b = a := h.symm"),
    ("type fixed", POLY, "theorem target (a b : ℕ) (h : a = b) : b = a := h.symm"),
    ("definition in place of a theorem", FALSE, "def target : Prop := (1 : ℕ) = 2"),
    ("no declaration at all", FALSE, ""),
    ("another name", FALSE, "theorem tarjet : (1 : ℕ) = 1 := rfl"),
    ("local instance changes addition", "theorem target : (1 : ℕ) + 1 = 3",
     "local attribute [instance, priority 10000] def bad : has_add ℕ := ⟨λ _ _, 3⟩\ntheorem target : (1 : ℕ) + 1 = 3 := rfl"),
    ("instance changes addition", "theorem target : (1 : ℕ) + 1 = 3",
     "@[priority 10000] instance bad : has_add ℕ := ⟨λ _ _, 3⟩\ntheorem target : (1 : ℕ) + 1 = 3 := rfl"),
    ("instance changes order", FORALL, "@[priority 10000] instance bad : has_lt ℕ := ⟨λ _ _, true⟩\ntheorem target : ∀ n : ℕ, n < 5 := λ n, trivial"),
    ("shadowed name", FALSE, "def nat := bool\ntheorem target : (1 : ℕ) = 2 := rfl"),
    ("shadowed eq in a namespace", FALSE, "namespace x\ndef eq (a b : ℕ) : Prop := true\ntheorem target : eq 1 2 := trivial\nend x\nopen x"),
    ("private theorem elsewhere", FALSE, "namespace y\nprivate theorem target : true := trivial\nend y"),
    ("run_cmd adds an axiom", FALSE, "run_cmd tactic.add_decl (declaration.ax `cheat [] `(false))\n" + FALSE + " := cheat.elim"),
    ("meta definition", FALSE, "meta def cheat : (1 : ℕ) = 2 := cheat\n" + FALSE + " := cheat"),
    ("meta constant", FALSE, "meta constant cheat : (1 : ℕ) = 2\n" + FALSE + " := cheat"),
    ("eval prints", FALSE, '#eval "no axioms"\ntheorem target : true := trivial'),
    ("unsafe io in a tactic", FALSE, FALSE + " := by { tactic.unsafe_run_io (io.put_str_ln \"{}\"), exact rfl }"),
    ("tactic adds a declaration", FALSE, FALSE + " := by do tactic.add_decl (declaration.ax `c [] `(false)), tactic.skip"),
    ("user command", FALSE, "@[user_command] meta def c (_ : interactive.parse (lean.parser.tk \"#print\")) : lean.parser unit := return ()"),
    ("user attribute", FALSE, "@[user_attribute] meta def a : user_attribute := { name := `a, descr := \"\" }\ntheorem target : true := trivial"),
    ("import in the middle", FALSE, "import data.real.basic\ntheorem target : (1 : ℕ) = 2 := rfl"),
    ("prints what the audit prints", FALSE, "theorem target : true := trivial\n#print \"no axioms\"\n#print axioms target"),
    ("option against the kernel", FALSE, "set_option trust 100000\ntheorem target : (1 : ℕ) = 2 := rfl"),
    ("recursion without end", FALSE, "theorem target : (1 : ℕ) = 2 := target"),
    ("recursion by equations", FALSE, "theorem aux : ∀ n : ℕ, false | n := aux n\n" + FALSE + " := (aux 0).elim"),
    ("well-founded recursion that does not descend", FALSE, "def aux : ℕ → false | n := aux (n + 1)\n" + FALSE + " := (aux 0).elim"),
    ("inductive with a negative occurrence", FALSE, "inductive bad | mk : (bad → false) → bad\n" + FALSE + " := rfl"),
    ("inductive in too small a universe", FALSE, "inductive small : Type | mk : Type → small\n" + FALSE + " := rfl"),
    ("elimination out of a proposition", FALSE, "theorem target : (1 : ℕ) = 2 := @or.rec true true (λ _, ((1 : ℕ) = 2)) (λ _, rfl) (λ _, rfl) (or.inl trivial)"),
    ("undefined", FALSE, FALSE + " := undefined"),
    ("wrong arithmetic by decision", FALSE, FALSE + " := dec_trivial"),
    ("wrong by reflexivity", FALSE, FALSE + " := by refl"),
    ("adds an axiom without its names", FALSE, FALSE + " :=\nby do d ← tactic.get_decl (name.mk_string \"propext\" name.anonymous), tactic.updateex_env (λ e, e.add (d.update_name (name.mk_string \"cheat\" name.anonymous)))"),
    ("opens the tactic monad", FALSE, "open tactic\n" + FALSE + " := by do updateex_env (λ e, return e)"),
    ("a quoted name of tactic code", FALSE, FALSE + " := by { «tactic».«unsafe_run_io» (return ()), exact rfl }"),
    ("speaks at the closing lines", FALSE, FALSE + " := by { scope_trace 6 0 (λ _, tactic.trace \"no axioms\"), exact rfl }"),
    ("tactic code behind a root prefix", FALSE, FALSE + " := by { _root_.tactic.skip, exact rfl }"),
    ("tactic code in a namespace of that name", FALSE, "namespace tactic\nlemma x : true := trivial\nend tactic\n" + FALSE + " := rfl"),
    ("run_tac", FALSE, FALSE + " := by { run_tac (return ()), exact rfl }"),
    ("a quotation", FALSE, FALSE + " := by { exact (``(trivial)).to_expr }"),
    ("native computation", FALSE, FALSE + " := by native_decide"),
    ("trusted by name", FALSE, FALSE + " := trust_me"),
    ("unchecked cast", FALSE, FALSE + " := (unchecked_cast trivial : (1 : ℕ) = 2)"),
    ("attribute on the goal's definition", FALSE, "attribute [simp] eq_self_iff_true\n@[simp] lemma aux : ((1 : ℕ) = 2) = true := by simp\n" + FALSE + " := by rw aux"),
    ("open a namespace that hides the name", FALSE, "namespace z\ntheorem target : true := trivial\nend z\nopen z"),
    ("alias by export", FALSE, "namespace z\ntheorem target : true := trivial\nend z\nexport z (target)"),
    ("mutual recursion without descent", FALSE, "mutual def f, g\nwith f : ℕ → false\n| n := g n\nwith g : ℕ → false\n| n := f n\n" + FALSE + " := (f 0).elim"),
    ("a class instance that cannot be", FALSE, "class impossible : Prop := (out : false)\ninstance : impossible := ⟨by apply_instance⟩\n" + FALSE + " := impossible.out.elim"),
    ("a universe too low for quotients", "theorem target : false", "inductive type_in_type : Type | mk : (Type 1) → type_in_type\ntheorem target : false := by cc"),
    ("a structure with a false field by default", FALSE, "structure s := (x : ℕ := 1) (h : x = 2 . tactic.skip)\n" + FALSE + " := (s.mk 1).h"),
    ("noncomputable constant in disguise", FALSE, "noncomputable def cheat : (1 : ℕ) = 2 := classical.choice ⟨cheat⟩\n" + FALSE + " := cheat"),
    ("choice from an empty type", "theorem target : false", "theorem target : false := classical.choice (nonempty.intro (by assumption))"),
    ("match without cases", FALSE, FALSE + " := match (1 : ℕ), (2 : ℕ) with end"),
    ("all goals closed by failing first", FALSE, FALSE + " := by { try { refl }, all_goals { skip } }"),
    ("abstract around an unsolved goal", FALSE, FALSE + " := by { abstract { skip } }"),
    ("swaps its goals away", FALSE, FALSE + " := by { have h : true, swap, exact trivial }"),
    ("a goal left in a metavariable", FALSE, FALSE + " := by { refine eq.trans _ _ }"),
    ("comment with a nested opening", FALSE, "theorem target : true := trivial /- /- -/"),
    ("a string over the closing lines", FALSE, 'theorem target : true := trivial\ndef s := "'),
    ("a character that opens a string", FALSE, "theorem target : true := trivial\n#check '\"'\n#check \""),
    ("decimal point at the end", FALSE, "theorem target : true := trivial\n#check 1."),
    ("an operator waits for its argument", FALSE, "theorem target : true := trivial\n#check 1 +"),
    ("an attribute waits for its declaration", FALSE, "theorem target : true := trivial\n@[simp]"),
    ("a modifier waits for its declaration", FALSE, "theorem target : true := trivial\nprivate"),
    ("a namespace that swallows the closing theorem", FALSE, "theorem target : true := trivial\nend\nnamespace w\nsection"),
    ("simp with itself", FALSE, FALSE + " := by simp [target]"),
    ("cast between unequal types", FALSE, FALSE + " := cast rfl (rfl : (1 : ℕ) = 1)"),
    ("a hole", FALSE, FALSE + " := {! !}"),
    ("a hole without end", FALSE, FALSE + " := {! "),
    ("a goal put off", FALSE, FALSE + " := by { async { skip } }"),
    ("other code for the virtual machine", FALSE, "def three (a b : ℕ) : ℕ := 3\nattribute [vm_override three] nat.add\n" + FALSE + " := dec_trivial"),
    ("code behind a symbol that Lean does not know", FALSE, "§--'a' run_cmd tactic.skip\n" + FALSE + " := rfl"),
    ("code behind mathlib's prime", FALSE, "''--x run_cmd tactic.skip\n" + FALSE + " := rfl"),
    ("code between quotes that Lean skips", FALSE, "§\"#exit \"\n" + FALSE + " := rfl"),
    ("code in a string that mathlib runs", FALSE, "localized \"axiom cheat : false\" in nasty\nopen_locale nasty\n" + FALSE + " := cheat.elim"),
    ("code in an escaped string that mathlib runs", FALSE, "localized \"\\x61xiom cheat : false\" in nasty\nopen_locale nasty\n" + FALSE + " := cheat.elim"),
    ("a tactic in a string", FALSE, "add_hint_tactic \"tactic.admit\"\n" + FALSE + " := by hint"),
    ("a form feed, at which Lean stops", FALSE, "§\x0c\n" + FALSE + " := rfl"),
    ("a NUL in a comment", FALSE, "-- \x00\n" + FALSE + " := rfl"),
    ("half of a surrogate pair", FALSE, FALSE + " := rfl -- \ud800"),
    ("a token of two words", FALSE, "notation `theorem check_` := true\ntheorem target : true := trivial"),
    ("a token that begins with the sign before the name", FALSE, "notation `@target` := trivial\ntheorem target : true := trivial"),
    ("precedence of a closing word", FALSE, "precedence `axioms`:1024\ntheorem target : true := trivial"),
    ("a reserved closing word", FALSE, "reserve notation `theorem`\ntheorem target : true := trivial"),
    ("a coercion from true", "theorem target : false", "instance c : has_coe_t true false := ⟨λ x, by { cases x, assumption }⟩\ntheorem target : false := (trivial : true)"),
    ("a unification hint", FALSE, "@[unify] def hint (a b : ℕ) : unification_hint := { pattern := (1 : ℕ) =?= 2, constraints := [] }\n" + FALSE + " := rfl"),
    ("a proposition of two proofs told apart", "theorem target : false", "inductive two : Prop | a : two | b : two\ntheorem target : false := two.no_confusion (rfl : two.a = two.b)"),
    ("a projection out of a proposition", "theorem target : false", "structure ex : Prop := (w : ℕ) (h : true)\ntheorem target : false := by { have : (ex.mk 0 trivial).w = (ex.mk 1 trivial).w := rfl, cases this }"),
    ("nested negative occurrence", "theorem target : false", "inductive bad : Type | mk : ((bad → ℕ) → ℕ) → bad\ntheorem target : false := by contradiction"),
    ("mutual negative occurrence", "theorem target : false", "mutual inductive A, B\nwith A : Type | mk : (B → false) → A\nwith B : Type | mk : A → B\ntheorem target : false := by trivial"),
    ("a default that is sorry", "theorem target : false", "lemma l (h : false := sorry) : false := h\ntheorem target : false := l"),
    ("an instance that is sorry", "theorem target : false", "instance i : inhabited false := ⟨sorry⟩\ntheorem target : false := default"),
    ("sorry under data", FALSE, "def a : plift false := ⟨sorry⟩\n" + FALSE + " := a.1.elim"),
    ("sorry that is not printed", FALSE, "set_option pp.max_steps 0\nlemma a : false := sorry\n" + FALSE + " := a.elim"),
    ("sorry in a measure", "theorem target : false", "def w : ℕ → false\n| n := have n < n, from sorry, w n\ntheorem target : false := w 0"),
    ("an opened name in disguise", FALSE, "theorem foo : true := trivial\nnamespace z\nexport _root_ (renaming foo → target)\nend z"),
    ("private target", FALSE, "private theorem target : true := trivial"),
    ("protected target", FALSE, "namespace a\nprotected theorem target : true := trivial\nend a\nopen a"),
    ("a type in place of a proof", "theorem target : false", "inductive target : Prop"),
    ("an abbreviation of the goal", "theorem target : false", "abbreviation target := false"),
    ("a look-alike of the name", FALSE, "theorem tаrget : (1 : ℕ) = 2 := rfl\ntheorem target : true := trivial"),
    ("an instance of one", FALSE, "@[priority 99999] instance w : has_one ℕ := ⟨2⟩\ntheorem target : (1 : ℕ) = 2 := rfl"),
    ("arguments in another order", SWAP, "theorem target (q p : Prop) (h : p ∧ q) : p ∧ q := h"),
    ("a false instance argument", SWAP, "theorem target (p q : Prop) (h : p ∧ q) [f : false] : q ∧ p := f.elim"),
    ("a guess at the scope's name", FALSE, "theorem target : true := trivial\nend scope_0000000000000000\nsection scope_0000000000000000"),
    ("a structure whose field is proved by `admit`", "theorem target : (1 : ℕ) = 2", "structure s : Prop := (h : (1:ℕ) = 2 . admit)\ntheorem target : (1 : ℕ) = 2 := (s.mk).h"),
    ("a class instance that is sorry", "theorem target : false", "class c : Prop := (h : false)\ninstance : c := ⟨sorry⟩\ntheorem target : false := c.h"),
    ("a decision that is sorry", "theorem target : (1 : ℕ) = 2", "instance foo : decidable ((1:ℕ) = 2) := is_true sorry\ntheorem target : (1 : ℕ) = 2 := of_as_true (by exact trivial)"),
    ("a protected lemma that is sorry", "theorem target : (1 : ℕ) = 2", "protected lemma a.l : (1:ℕ) = 2 := sorry\ntheorem target : (1 : ℕ) = 2 := a.l"),
    ("a statement that is sorry", "theorem target : false", "theorem target : sorry := trivial"),
    ("notation for the type", "theorem target : (1 : ℕ) = 2", "notation `ℕ` := unit\ntheorem target : (() : ℕ) = () := rfl"),
    ("notation for the quantifier", "theorem target : ∀ n : ℕ, n < 5", "notation `∀` binders `, ` r:(scoped P, true) := r\ntheorem target : ∀ n : ℕ, n < 5 := trivial"),
    ("a token that is the closing term", "theorem target : (1 : ℕ) = 2", "notation `@_root_.target` := trivial\ntheorem target : true := trivial"),
    ("notation that begins like the goal", "theorem target : (1 : ℕ) = 2", "notation `goal_` x := true\ntheorem target : true := trivial"),
    ("a namespace called root", "theorem target : (1 : ℕ) = 2", "namespace a\nnamespace _root_\ntheorem target : true := trivial\nend _root_\nend a"),
    ("a name with the root inside", "theorem target : (1 : ℕ) = 2", "theorem a._root_.target : true := trivial"),
    ("an opened name for equality", "theorem target : (1 : ℕ) = 2", "namespace z\ndef e (a b : ℕ) := true\nend z\nopen z (renaming e → eq)\ntheorem target : eq 1 2 := trivial"),
    ("an exported name for equality", "theorem target : (1 : ℕ) = 2", "namespace z\ndef e (a b : ℕ) := true\nend z\nexport z (renaming e → eq)\ntheorem target : eq 1 2 := trivial"),
    ("a coercion of propositions to types", "theorem target : false", "instance : has_coe_to_sort Prop (Type) := ⟨λ _, unit⟩\ntheorem target : false := ()"),
    ("a coercion of numbers to predicates", "theorem target : ∀ n : ℕ, n < 5", "instance : has_coe_to_fun ℕ (λ _, ℕ → Prop) := ⟨λ _ _, true⟩\ntheorem target : ∀ n : ℕ, n < 5 := λ n, trivial"),
    ("false as a class", "theorem target : false", "attribute [class] false\ninstance : false := by apply_instance\ntheorem target : false := by apply_instance"),
    ("an instance that needs itself", "theorem target : false", "attribute [class] false\n@[instance] lemma l [h : false] : false := h\ntheorem target : false := by apply_instance"),
    ("elimination of a proposition with two proofs", "theorem target : false", "inductive p : Prop | a : p | b : p\ndef f : p → bool := λ x, p.rec tt ff x\ntheorem target : false := by { have := f p.a, contradiction }"),
    ("recursion that descends by sorry", "theorem target : false", "def f : ℕ → false | n := f (n+1) using_well_founded {dec_tac := `[sorry]}\ntheorem target : false := f 0"),
    ("one case that is sorry", "theorem target : ∀ n : ℕ, n < 5", "theorem target : ∀ n : ℕ, n < 5\n| 0 := dec_trivial\n| (n+1) := sorry"),
    ("cases that are missing", "theorem target : ∀ n : ℕ, n < 5", "theorem target : ∀ n : ℕ, n < 5\n| 0 := dec_trivial\n| 1 := dec_trivial"),
    ("a fact of the smt block that is sorry", "theorem target : (1 : ℕ) = 2", "theorem target : (1 : ℕ) = 2 := begin [smt] add_fact (sorry : (1:ℕ) = 2) end"),
    ("a constant over two lines", "theorem target : (1 : ℕ) = 2", "constant\n  x : false\ntheorem target : (1 : ℕ) = 2 := x.elim"),
    ("a mutual block that waits", "theorem target : (1 : ℕ) = 2", "theorem target : true := trivial\nmutual"),
    ("a quoted name without end", "theorem target : (1 : ℕ) = 2", "theorem target : true := trivial\ndef «c"),
    ("a look-alike of a command", "theorem target : (1 : ℕ) = 2", "аxiom x : false\ntheorem target : (1 : ℕ) = 2 := x.elim"),
    ("a comment that ends at a carriage return", "theorem target : (1 : ℕ) = 2", "-- comment\rtheorem target : (1:ℕ) = 2 := rfl"),
    ("a constructor under the name", "theorem target : (1 : ℕ) = 2", "inductive t : Prop | target : t\nopen t"),
    ("a class method under the name", "theorem target : (1 : ℕ) = 2", "class c : Prop := (target : true)\ninstance : c := ⟨trivial⟩\nopen c"),
    ("a false hypothesis by default", "theorem target : false", "theorem target (h : false := by trivial) : false := h"),
    ("a false hypothesis by tactic", "theorem target : false", "theorem target (h : false . assumption) : false := h"),
    ("a bind of its own for every monad", "theorem target : false", "@[instance, priority 100000] def b {m : Type → Type} [h : ∀ α, inhabited (m α)] : has_bind m := ⟨λ α β x f, (h β).1⟩\ntheorem target : false := sorry"),
    ("a coercion from everything to everything", "theorem target : false", "instance c (α : Sort*) (β : Type) [inhabited β] : has_lift_t α β := ⟨λ _, default⟩\ntheorem target : false := sorry"),
    ("a token like the commands of the audit", "theorem target : false", "notation `#checker_` := 1\nnotation `check_` x := x\ntheorem target : false := sorry"),
    ("a gap behind four hundred lemmas", "theorem target : false", "lemma l0 : false := sorry\n" + "".join(f"lemma l{i} : false := l{i - 1}\n" for i in range(1, 400)) + "theorem target : false := l399"),
    ("a gap under a private name that looks imported", "theorem target : false", "namespace nat\nprivate lemma add_comm' : false := sorry\nlemma add_comm'' : false := nat.add_comm'\nend nat\ntheorem target : false := nat.add_comm''"),
    ("a gap under a name with a line end", "theorem target : false", "lemma «a\nb» : false := sorry\ntheorem target : false := «a\nb»"),
]  # fmt: skip

HONEST: Final[list[tuple[str, str, str]]] = [
    ("term", SWAP, f"{SWAP} := ⟨h.2, h.1⟩"),
    ("tactics", SWAP, f"{SWAP} :=\nbegin\n  cases h with hp hq,\n  split,\n  exact hq,\n  exact hp,\nend"),
    ("a lemma before it", SWAP, f"lemma aux {{p q : Prop}} (h : p ∧ q) : q := h.2\n{SWAP} := ⟨aux h, h.1⟩"),
    ("a lemma in a namespace", SWAP, f"namespace mine\nlemma aux {{p q : Prop}} (h : p ∧ q) : q := h.2\nend mine\n{SWAP} := ⟨mine.aux h, h.1⟩"),
    ("other names of variables", SWAP, "theorem target (a b : Prop) (hab : a ∧ b) : b ∧ a := hab.symm"),
    ("hypotheses behind the colon", SWAP, "theorem target : ∀ p q : Prop, p ∧ q → q ∧ p := λ p q h, ⟨h.2, h.1⟩"),
    ("doc comment and attribute", "theorem target (n : ℕ) : n + 0 = n", "/-- zero on the right -/\n@[simp] theorem target (n : ℕ) : n + 0 = n := rfl"),
    ("nested comments", SWAP, f"/- a /- b -/ c -/\n{SWAP} := h.symm -- done"),
    ("the word sorry in a comment", SWAP, f"-- no sorry here, no axiom either\n{SWAP} := h.symm"),
    ("the word sorry in a string", SWAP, f'def s : string := "sorry #exit"\n{SWAP} := h.symm'),
    ("local notation of its own", SWAP, f"local infixr ` et `:35 := and\n{SWAP} := and.symm h"),
    ("a section with variables", SWAP, "section\nvariables (p q : Prop)\ntheorem target (h : p ∧ q) : q ∧ p := h.symm\nend"),
    ("a parameter that is true to the statement", SWAP, "section\nparameters (p q : Prop)\ntheorem target (h : p ∧ q) : q ∧ p := h.symm\nend"),
    ("classical axioms", "theorem target (p : Prop) : p ∨ ¬p", "theorem target (p : Prop) : p ∨ ¬p := classical.em p"),
    ("propositional extensionality", "theorem target (p q : Prop) (h : p ↔ q) : p = q", "theorem target (p q : Prop) (h : p ↔ q) : p = q := propext h"),
    ("function extensionality", "theorem target (f g : ℕ → ℕ) (h : ∀ x, f x = g x) : f = g", "theorem target (f g : ℕ → ℕ) (h : ∀ x, f x = g x) : f = g := funext h"),
    ("open before it", SWAP, f"open and\n{SWAP} := ⟨h.right, h.left⟩"),
    ("set_option that only prints", SWAP, f"set_option pp.all true\n{SWAP} := h.symm"),
    ("universe polymorphism with its own names", POLY, "universe w\ntheorem target {β : Type w} (x y : β) (e : x = y) : y = x := e.symm"),
    ("an auxiliary definition by recursion", "theorem target : ∃ f : ℕ → ℕ, f 0 = 0 ∧ ∀ n, f (n + 1) = f n + 2",
     "def twice : ℕ → ℕ\n| 0 := 0\n| (n + 1) := twice n + 2\ntheorem target : ∃ f : ℕ → ℕ, f 0 = 0 ∧ ∀ n, f (n + 1) = f n + 2 := ⟨twice, rfl, λ n, rfl⟩"),
    ("an auxiliary inductive type", SWAP, f"inductive colour | red | green\n{SWAP} := h.symm"),
    ("an auxiliary structure", SWAP, f"structure two (p q : Prop) : Prop := (fst : p) (snd : q)\n{SWAP} := and.intro (two.mk h.1 h.2).snd h.1"),
    ("check and print on the way", SWAP, f"#check and.symm\n{SWAP} := h.symm\n#print target"),
    ("names that look forbidden", SWAP, f"lemma io_like (io' : Prop) (h : io') : io' := h\n{SWAP} := and.symm h"),
    ("a quoted identifier", SWAP, f"lemma «my lemma» {{p q : Prop}} (h : p ∧ q) : q := h.2\n{SWAP} := ⟨«my lemma» h, h.1⟩"),
    ("a type class of its own", SWAP, f"class marked (p : Prop) : Prop := (out : true)\ninstance all_marked (p : Prop) : marked p := ⟨trivial⟩\n{SWAP} := h.symm"),
    ("a character and a string", SWAP, f"def c : char := '\"'\ndef s : string := \"-- /- \"\n{SWAP} := h.symm"),
    ("mutual recursion that descends", SWAP,
     f"mutual def is_even, is_odd\nwith is_even : ℕ → bool\n| 0 := tt\n| (n + 1) := is_odd n\nwith is_odd : ℕ → bool\n| 0 := ff\n| (n + 1) := is_even n\n{SWAP} := h.symm"),
    ("calculation", "theorem target (a b c : ℕ) (h : a = b) (k : b = c) : a = c", "theorem target (a b c : ℕ) (h : a = b) (k : b = c) : a = c := calc a = b : h ... = c : k"),
    ("private lemma", SWAP, f"private lemma aux {{p q : Prop}} (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩\n{SWAP} := aux h"),
    ("anonymous instance in a local scope", SWAP, f"local attribute [instance] classical.prop_decidable\n{SWAP} := by {{ by_cases hp : p; exact h.symm }}"),
    ("statement up to definition", "theorem target (n : ℕ) : n + 0 = n", "theorem target (n : ℕ) : n = n := rfl"),
    ("names like the audit's", SWAP, f"lemma goal_x (p : Prop) (h : p) : p := h\n{SWAP} := goal_x _ h.symm"),
    ("comments full of forbidden words", SWAP, f"/- a /- run_cmd -/ #exit -/\n-- axiom\n{SWAP} := h.symm"),
    ("an exported lemma", SWAP, f"namespace z\nlemma l {{p q : Prop}} (h : p ∧ q) : q ∧ p := h.symm\nend z\nexport z (l)\n{SWAP} := l h"),
    ("line ends of Windows", SWAP, f"lemma a : true := trivial\r\n{SWAP} :=\r\nbegin\r\n  exact h.symm\r\nend\r\n"),
    ("a comment right behind a symbol", SWAP, f"lemma a (p q : Prop) (h : p ∧--and\nq) : p := h.1\n{SWAP} := ⟨h.2, h.1⟩--done"),
    ("a reducible name for the hypothesis", SWAP, "@[reducible] def both (p q : Prop) := p ∧ q\ntheorem target (p q : Prop) (h : both p q) : both q p := ⟨h.2, h.1⟩"),
    ("an alias by definition", SWAP, "lemma foo (p q : Prop) (h : p ∧ q) : q ∧ p := h.symm\ndef target := foo"),
    ("a decidable argument", "theorem target (p : Prop) [decidable p] : p ∨ ¬p", "theorem target (p : Prop) [decidable p] : p ∨ ¬p := decidable.em p"),
    ("suffices and show", SWAP, f"{SWAP} := suffices hq : q, from ⟨hq, h.1⟩, show q, from h.2"),
    ("equations in place of induction", "theorem target : ∀ n : ℕ, n = n", "theorem target : ∀ n : ℕ, n = n\n| 0 := rfl\n| (n + 1) := rfl"),
    ("suffices", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p := suffices hq : q, from ⟨hq, h.1⟩, h.2"),
    ("match with a pattern", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p := match h with ⟨hp, hq⟩ := ⟨hq, hp⟩ end"),
    ("by equations", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "theorem target : ∀ (p q : Prop) (h : p ∧ q), q ∧ p\n| p q ⟨hp, hq⟩ := ⟨hq, hp⟩"),
    ("an operator of its own", "theorem target (a b : ℕ) : a + b = b + a", "local infixl ` +++ `:65 := nat.add\nlemma l (a b : ℕ) : a +++ b = b +++ a := nat.add_comm a b\ntheorem target (a b : ℕ) : a + b = b + a := l a b"),
    ("a structure with fields by name", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "structure pair (a b : Prop) : Prop :=\n(left : a)\n(right : b)\nlemma mk (a b : Prop) (h : a ∧ b) : pair b a := { left := h.2, right := h.1 }\ntheorem target (p q : Prop) (h : p ∧ q) : q ∧ p := let r := mk p q h in ⟨r.left, r.right⟩"),
    ("mutual inductive predicates", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "mutual inductive even, odd\nwith even : ℕ → Prop | zero : even 0 | step : ∀ n, odd n → even (n+1)\nwith odd : ℕ → Prop | step : ∀ n, even n → odd (n+1)\ntheorem target (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩"),
    ("a nested inductive type", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "inductive rose | node : list rose → rose\ntheorem target (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩"),
    ("noncomputable theory", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "noncomputable theory\ntheorem target (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩"),
    ("comments between all words", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "-- a\n/- b -/ theorem /- c -/ target (p q : Prop) -- d\n  (h : p ∧ q) /- e /- f -/ g -/ : q ∧ p := -- h\n  /- i -/ ⟨h.2, /- j -/ h.1⟩ -- k"),
    ("patterns in a function's arguments", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "theorem target : ∀ (p q : Prop), p ∧ q → q ∧ p := λ p q ⟨a, b⟩, ⟨b, a⟩"),
    ("cases by name", "theorem target (n : ℕ) : n = 0 ∨ 0 < n", "theorem target (n : ℕ) : n = 0 ∨ 0 < n :=\nbegin\n  cases n,\n  case nat.zero { left, refl },\n  case nat.succ { right, exact nat.zero_lt_succ _ }\nend"),
    ("the same name in a namespace before it", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "namespace foo\nlemma target : true := trivial\nend foo\ntheorem target (p q : Prop) (h : p ∧ q) : q ∧ p := h.symm"),
    ("a section with parameters before it", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "section\nparameters {a b : Prop}\nlemma sw (x : a ∧ b) : b ∧ a := x.symm\nend\ntheorem target (p q : Prop) (h : p ∧ q) : q ∧ p := sw h"),
    ("well-founded recursion of its own", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "def log : ℕ → ℕ\n| n := if h : n < 2 then 0 else have n / 2 < n, from nat.div_lt_self (nat.lt_of_lt_of_le (nat.zero_lt_succ _) (le_of_not_gt h)) (nat.lt_succ_self 1), log (n / 2) + 1\ntheorem target (p q : Prop) (h : p ∧ q) : q ∧ p := h.symm"),
    ("a reserved operator", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "reserve infixl ` ⋄ `:70\ninfix ⋄ := and\ntheorem target (p q : Prop) (h : p ∧ q) : q ∧ p := h.symm"),
    ("prints its own axioms", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p := h.symm\n#print axioms target"),
    ("proof irrelevance", "theorem target (p : Prop) (a b : p) : a = b", "theorem target (p : Prop) (a b : p) : a = b := rfl"),
    ("a proof by def", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "def target (p q : Prop) (h : p ∧ q) : q ∧ p := h.symm"),
    ("deep parentheses", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", f"{SWAP} := " + "(" * 150 + "h.symm" + ")" * 150),
    ("a hundred and fifty lemmas in a row", "theorem target (p q : Prop) (h : p ∧ q) : q ∧ p", "lemma l0 (p : Prop) (h : p) : p := h\n" + "".join(f"lemma l{i} (p : Prop) (h : p) : p := l{i - 1} p h\n" for i in range(1, 150)) + f"{SWAP} := l149 _ h.symm"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """One candidate put to the pool: whether it was hostile, and what the pool said."""

    name: str
    hostile: bool
    verdict: Verdict

    @property
    def passed(self) -> bool:
        """A hostile candidate got an answer that is not yes; an honest one was accepted, or is beyond the backend."""
        if self.hostile:
            return self.verdict.status in (Status.CHEATED, Status.REJECTED, Status.UNSUPPORTED)
        return self.verdict.status in (Status.ACCEPTED, Status.UNSUPPORTED)


def try_all(pool: BaseChecker) -> Iterator[Trial]:
    """Put every candidate to the pool; all of them claim to prove `target`. The real Lean comes by the axioms of a proof
    in another way where the header imports something, and is tried with such a header too.
    """
    trials = [(name, True, text) for name, *text in HOSTILE] + [(name, False, text) for name, *text in HONEST]
    for header in ("", IMPORTING) if pool.backend == "lean3" else ("",):
        claims = (Claim(header, statement, "target", candidate) for _, _, (statement, candidate) in trials)
        for (name, hostile, _), verdict in zip(trials, pool.check_all(claims), strict=True):
            yield Trial(f"{name}, behind an import" if header else name, hostile, verdict)


def require_none_works(pool: BaseChecker) -> None:
    """Raises LeanEnvError, naming the candidates, if the pool accepts a hostile one or refuses an honest one."""
    failed = [trial for trial in try_all(pool) if not trial.passed]
    if failed:
        shown = "; ".join(f"{trial.name}: {trial.verdict.status.value}" for trial in failed[:5])
        raise LeanEnvError(f"the checker {pool.fingerprint} judged {len(failed)} known candidates wrongly: {shown}")
