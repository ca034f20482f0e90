#print axioms foo
-----
#print foo
-----
#print axioms nat.add
-----
#print axioms task_1
example : nat := task_1
-----
#check foo
-----
#print notation
-----
#print prefix nat
-----
#print prefix foo
-----
#print instances has_add
-----
#print instances foo
-----
#print classes
-----
#print attributes
-----
#print options
-----
#print aliases
-----
#print "hello"
-----
#print nat.rec
-----
#print definition nat.add
-----
#print +
-----
#print ∧
-----
#print inductive nat
-----
#print recursor nat
-----
#print recursors
-----
#print fields nat
-----
#print [simp]
-----
#print [foo]
-----
#print simp
-----
#print axioms
-----
#print notation + -
-----
#print key_equivalences
-----
#print raw nat.add
-----
#help options
-----
#help commands
-----
#print private foo
-----
#print trust
-----
#print unify
-----
#print coercions
-----
#print metaclasses
-----
#print id nat
-----
#print
-----
#print structure nat
-----
#where
-----
#reduce 1+1
-----
#reduce foo
-----
#check_failure nat
-----
#check @id
-----
#check (1 : int) + nat.zero
-----
#check λ x, x
-----
#check _
-----
#reduce λ x : nat, x + 0
-----
#print 5
-----
variable x : nat
#print x
-----
variable x : nat
#check x
-----
#print axioms id nat
-----
#eval 1+1
-----
#print nat nat
-----
#check nat nat
-----
#print ≤
-----
#print <=
-----
#print [class]
-----
#print attribute
-----
#print (+)
-----
#print has_add.add
-----
#print has_add
-----
#print and.intro
-----
#print _
-----
#print sorry
-----
#exit
foo
-----
#print axioms nat.add_comm
-----
#print protected
-----
#print λ
-----
#print fun
-----
#print →
-----
#print ->
-----
#print (
-----
#print ,
-----
#print :=
-----
#print using
-----
#print with
-----
#print Type
-----
#print by
-----
#print match
-----
#print end
-----
#print )
-----
#print [
-----
#print ]
-----
#print {
-----
#print |
-----
#print ∃
-----
#print :
-----
#print .
-----
#print `
-----
#print ``
-----
#print @
-----
#print if
-----
#print then
-----
#print #[
-----
#print -[1+
-----
#print theorem
-----
#print def nat.add
-----
#print raw foo
-----
#print raw nat
-----
#print raw (λ x : nat, x)
-----
#print definition foo
-----
#print definition nat
-----
#print definition nat.add_comm
-----
#print instances
-----
#print instances nat
-----
#print fields has_add
-----
#print fields foo
-----
#print inductive has_add
-----
#print inductive nat.add
-----
#print inductive
-----
#print [instance]
-----
#print [recursor] nat.rec
-----
#print [recursor] nat.add
-----
#print [simp] default
-----
#print [simp] foo
-----
#print [congr] default
-----
#print [class
-----
#print [user_attribute]
-----
#print prefix
-----
#print axioms 5
-----
#print notation foo
-----
#print notation ∃ ∀
-----
#print options foo
-----
#print pp.all
-----
#print pp
-----
#print class.instance_max_depth
-----
#print max_memory
-----
#print timeout
-----
#print "a" "b"
-----
variable (x : nat)
#print axioms x
-----
section
parameter (x : nat)
#print x
end
-----
section
parameter (x : nat)
def f := x
#print f
#print axioms f
end
-----
open nat
#print add
-----
open nat int
#print add
-----
open nat
#print axioms add_comm
-----
open nat
#print axioms zero
-----
namespace nat
#print add
#print axioms add
end nat
-----
set_option foo.bar true
-----
set_option pp.all 5
-----
set_option pp.all true
-----
set_option pp.all foo
-----
set_option class.instance_max_depth true
-----
set_option class.instance_max_depth 50
-----
set_option trace.simplify true
-----
set_option trace.foo true
-----
set_option trace.simp_lemmas true
-----
set_option max_memory 100
-----
set_option timeout 100
-----
set_option old_structure_cmd true
-----
set_option auto_cases.max_depth 3
-----
set_option pp.universes "a"
-----
set_option format.width 40
-----
set_option pp.width 40
-----
set_option
-----
set_option pp.all
-----
set_option trace.type_context.is_def_eq true
-----
set_option trace.class_instances true
-----
set_option eqn_compiler.zeta true
-----
set_option elaborator.coercions false
-----
set_option pp.max_depth 10
-----
set_option parser.maximum_depth 1000
-----
set_option bootstrap foo
-----
set_option trace.app_builder true
-----
set_option verbose true
-----
set_option lean.trace.simplify true
-----
set_option profiler true
-----
set_option pp.beta tt
-----
set_option pp.beta false
#check (λ x : nat, x) 1
-----
set_option interactive.exact true
-----
set_option trace.check true
-----
set_option linter.foo true
-----
set_option trace.eqn_compiler.elim_match true
-----
set_option trace.elaborator true
-----
set_option trace.tactic true
-----
set_option trace.debug true
-----
structure foo := (h : 1 = 1 . nonexist)
-----
set_option auto_param.check_exists false
structure foo := (h : 1 = 1 . nonexist)
-----
set_option inductive.rec_on false
-----
set_option timeout 100000
-----
structure foo := (h : 1 = 1 . tactic.reflexivity)
-----
structure foo := (h : 1 = 1 . tactic.interactive.refl)
-----
structure foo := (h : 1 = 1 . tactic.nonexist)
-----
structure foo := (h : 1 = 1 . tactic.triv)
-----
structure foo := (h : 1 = 1 . nat.add)
-----
def f (x : nat) (h : x = x . tactic.triv) := x
-----
def f (x : nat) (h : true . tactic.triv) := x
example : f 1 = 1 := rfl
-----
structure foo := (h : 1 = 1 . order_laws_tac)
-----
open tactic
structure foo := (h : 1 = 1 . reflexivity)
-----
open tactic
def f (x : nat) (h : true . triv) := x
example : f 1 = 1 := rfl
-----
def f (x : nat) (h : 0 < x . tactic.assumption) := x
example (y : nat) (hy : 0 < y) : f y = y := rfl
-----
def f (x : nat) (h : 0 < x . tactic.assumption) := x
example (y : nat) : f y = y := rfl
-----
structure foo := (h : 1 = 1 . tactic.skip)
-----
structure foo := (h : 1 = 1 . tactic.assumption)
-----
structure foo := (h : 1 = 1 . tactic.contradiction)
-----
structure foo := (h : 1 = 1 . tactic.constructor)
-----
structure foo := (h : 1 = 1 . tactic.split)
-----
structure foo := (h : 1 = 1 . tactic.left)
-----
structure foo := (h : 1 = 1 . tactic.right)
-----
structure foo := (h : 1 = 1 . tactic.exfalso)
-----
structure foo := (h : 1 = 1 . tactic.interactive.trivial)
-----
structure foo := (h : 1 = 1 . tactic.interactive.assumption)
-----
structure foo := (h : 1 = 1 . tactic.interactive.reflexivity)
-----
structure foo := (h : 1 = 1 . tactic.interactive.skip)
-----
structure foo := (h : 1 = 1 . tactic.interactive.contradiction)
-----
structure foo := (h : 1 = 1 . tactic.interactive.constructor)
-----
structure foo := (h : 1 = 1 . tactic.interactive.split)
-----
structure foo := (h : 1 = 1 . well_founded_tactics.default_dec_tac)
-----
structure foo := (h : 1 = 1 . control_laws_tac)
