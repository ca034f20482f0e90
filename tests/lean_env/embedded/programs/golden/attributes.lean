theorem bar : 1 = 1 := rfl
attribute [simp] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-simp] bar
-----
@[simp] def bar (n : nat) := n
-----
@[simp] inductive bar | a | b
-----
@[simp] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [congr] bar
-----
theorem bar : 1 = 1 := rfl
attribute [congr 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [congr ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [congr foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [congr !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [congr bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [congr "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-congr] bar
-----
@[congr] def bar (n : nat) := n
-----
@[congr] inductive bar | a | b
-----
@[congr] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [inline] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inline 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inline ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inline foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inline !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inline bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inline "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-inline] bar
-----
@[inline] def bar (n : nat) := n
-----
@[inline] inductive bar | a | b
-----
@[inline] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [pattern] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pattern 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pattern ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pattern foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pattern !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pattern bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pattern "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-pattern] bar
-----
@[pattern] def bar (n : nat) := n
-----
@[pattern] inductive bar | a | b
-----
@[pattern] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [inverse] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inverse 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inverse ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inverse foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inverse !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inverse bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [inverse "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-inverse] bar
-----
@[inverse] def bar (n : nat) := n
-----
@[inverse] inductive bar | a | b
-----
@[inverse] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [no_inst_pattern] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_inst_pattern 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_inst_pattern ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_inst_pattern foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_inst_pattern !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_inst_pattern bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_inst_pattern "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-no_inst_pattern] bar
-----
@[no_inst_pattern] def bar (n : nat) := n
-----
@[no_inst_pattern] inductive bar | a | b
-----
@[no_inst_pattern] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [no_rsimp] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_rsimp 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_rsimp ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_rsimp foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_rsimp !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_rsimp bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [no_rsimp "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-no_rsimp] bar
-----
@[no_rsimp] def bar (n : nat) := n
-----
@[no_rsimp] inductive bar | a | b
-----
@[no_rsimp] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [norm] bar
-----
theorem bar : 1 = 1 := rfl
attribute [norm 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [norm ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [norm foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [norm !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [norm bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [norm "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-norm] bar
-----
@[norm] def bar (n : nat) := n
-----
@[norm] inductive bar | a | b
-----
@[norm] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [ematch] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-ematch] bar
-----
@[ematch] def bar (n : nat) := n
-----
@[ematch] inductive bar | a | b
-----
@[ematch] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [ematch_lhs] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch_lhs 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch_lhs ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch_lhs foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch_lhs !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch_lhs bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [ematch_lhs "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-ematch_lhs] bar
-----
@[ematch_lhs] def bar (n : nat) := n
-----
@[ematch_lhs] inductive bar | a | b
-----
@[ematch_lhs] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [elab_as_eliminator] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_as_eliminator 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_as_eliminator ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_as_eliminator foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_as_eliminator !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_as_eliminator bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_as_eliminator "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-elab_as_eliminator] bar
-----
@[elab_as_eliminator] def bar (n : nat) := n
-----
@[elab_as_eliminator] inductive bar | a | b
-----
@[elab_as_eliminator] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [elab_simple] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_simple 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_simple ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_simple foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_simple !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_simple bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_simple "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-elab_simple] bar
-----
@[elab_simple] def bar (n : nat) := n
-----
@[elab_simple] inductive bar | a | b
-----
@[elab_simple] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [elab_with_expected_type] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_with_expected_type 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_with_expected_type ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_with_expected_type foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_with_expected_type !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_with_expected_type bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [elab_with_expected_type "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-elab_with_expected_type] bar
-----
@[elab_with_expected_type] def bar (n : nat) := n
-----
@[elab_with_expected_type] inductive bar | a | b
-----
@[elab_with_expected_type] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [intro] bar
-----
theorem bar : 1 = 1 := rfl
attribute [intro 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [intro ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [intro foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [intro !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [intro bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [intro "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-intro] bar
-----
@[intro] def bar (n : nat) := n
-----
@[intro] inductive bar | a | b
-----
@[intro] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [recursor] bar
-----
theorem bar : 1 = 1 := rfl
attribute [recursor 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [recursor ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [recursor foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [recursor !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [recursor bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [recursor "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-recursor] bar
-----
@[recursor] def bar (n : nat) := n
-----
@[recursor] inductive bar | a | b
-----
@[recursor] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [pp_using_anonymous_constructor] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_using_anonymous_constructor 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_using_anonymous_constructor ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_using_anonymous_constructor foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_using_anonymous_constructor !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_using_anonymous_constructor bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_using_anonymous_constructor "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-pp_using_anonymous_constructor] bar
-----
@[pp_using_anonymous_constructor] def bar (n : nat) := n
-----
@[pp_using_anonymous_constructor] inductive bar | a | b
-----
@[pp_using_anonymous_constructor] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [pp_nodot] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_nodot 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_nodot ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_nodot foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_nodot !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_nodot bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_nodot "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-pp_nodot] bar
-----
@[pp_nodot] def bar (n : nat) := n
-----
@[pp_nodot] inductive bar | a | b
-----
@[pp_nodot] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [pp_numeral_type] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_numeral_type 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_numeral_type ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_numeral_type foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_numeral_type !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_numeral_type bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pp_numeral_type "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-pp_numeral_type] bar
-----
@[pp_numeral_type] def bar (n : nat) := n
-----
@[pp_numeral_type] inductive bar | a | b
-----
@[pp_numeral_type] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [_refl_lemma] bar
-----
theorem bar : 1 = 1 := rfl
attribute [_refl_lemma 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [_refl_lemma ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [_refl_lemma foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [_refl_lemma !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [_refl_lemma bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [_refl_lemma "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-_refl_lemma] bar
-----
@[_refl_lemma] def bar (n : nat) := n
-----
@[_refl_lemma] inductive bar | a | b
-----
@[_refl_lemma] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [rsimp] bar
-----
theorem bar : 1 = 1 := rfl
attribute [rsimp 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [rsimp ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [rsimp foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [rsimp !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [rsimp bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [rsimp "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-rsimp] bar
-----
@[rsimp] def bar (n : nat) := n
-----
@[rsimp] inductive bar | a | b
-----
@[rsimp] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [pre_smt] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pre_smt 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pre_smt ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pre_smt foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pre_smt !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pre_smt bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [pre_smt "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-pre_smt] bar
-----
@[pre_smt] def bar (n : nat) := n
-----
@[pre_smt] inductive bar | a | b
-----
@[pre_smt] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [wrapper_eq] bar
-----
theorem bar : 1 = 1 := rfl
attribute [wrapper_eq 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [wrapper_eq ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [wrapper_eq foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [wrapper_eq !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [wrapper_eq bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [wrapper_eq "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-wrapper_eq] bar
-----
@[wrapper_eq] def bar (n : nat) := n
-----
@[wrapper_eq] inductive bar | a | b
-----
@[wrapper_eq] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [parsing_only] bar
-----
theorem bar : 1 = 1 := rfl
attribute [parsing_only 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [parsing_only ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [parsing_only foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [parsing_only !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [parsing_only bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [parsing_only "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-parsing_only] bar
-----
@[parsing_only] def bar (n : nat) := n
-----
@[parsing_only] inductive bar | a | b
-----
@[parsing_only] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [algebra] bar
-----
theorem bar : 1 = 1 := rfl
attribute [algebra 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [algebra ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [algebra foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [algebra !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [algebra bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [algebra "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-algebra] bar
-----
@[algebra] def bar (n : nat) := n
-----
@[algebra] inductive bar | a | b
-----
@[algebra] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [simp.sizeof] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp.sizeof 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp.sizeof ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp.sizeof foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp.sizeof !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp.sizeof bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp.sizeof "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-simp.sizeof] bar
-----
@[simp.sizeof] def bar (n : nat) := n
-----
@[simp.sizeof] inductive bar | a | b
-----
@[simp.sizeof] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [breakpoint] bar
-----
theorem bar : 1 = 1 := rfl
attribute [breakpoint 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [breakpoint ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [breakpoint foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [breakpoint !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [breakpoint bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [breakpoint "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-breakpoint] bar
-----
@[breakpoint] def bar (n : nat) := n
-----
@[breakpoint] inductive bar | a | b
-----
@[breakpoint] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [vm_override] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_override 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_override ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_override foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_override !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_override bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_override "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-vm_override] bar
-----
@[vm_override] def bar (n : nat) := n
-----
@[vm_override] inductive bar | a | b
-----
@[vm_override] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [reducible] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducible 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducible ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducible foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducible !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducible bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducible "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-reducible] bar
-----
@[reducible] def bar (n : nat) := n
-----
@[reducible] inductive bar | a | b
-----
@[reducible] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [semireducible] bar
-----
theorem bar : 1 = 1 := rfl
attribute [semireducible 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [semireducible ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [semireducible foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [semireducible !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [semireducible bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [semireducible "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-semireducible] bar
-----
@[semireducible] def bar (n : nat) := n
-----
@[semireducible] inductive bar | a | b
-----
@[semireducible] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [irreducible] bar
-----
theorem bar : 1 = 1 := rfl
attribute [irreducible 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [irreducible ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [irreducible foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [irreducible !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [irreducible bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [irreducible "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-irreducible] bar
-----
@[irreducible] def bar (n : nat) := n
-----
@[irreducible] inductive bar | a | b
-----
@[irreducible] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [refl] bar
-----
theorem bar : 1 = 1 := rfl
attribute [refl 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [refl ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [refl foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [refl !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [refl bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [refl "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-refl] bar
-----
@[refl] def bar (n : nat) := n
-----
@[refl] inductive bar | a | b
-----
@[refl] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [symm] bar
-----
theorem bar : 1 = 1 := rfl
attribute [symm 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [symm ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [symm foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [symm !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [symm bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [symm "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-symm] bar
-----
@[symm] def bar (n : nat) := n
-----
@[symm] inductive bar | a | b
-----
@[symm] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [trans] bar
-----
theorem bar : 1 = 1 := rfl
attribute [trans 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [trans ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [trans foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [trans !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [trans bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [trans "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-trans] bar
-----
@[trans] def bar (n : nat) := n
-----
@[trans] inductive bar | a | b
-----
@[trans] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [subst] bar
-----
theorem bar : 1 = 1 := rfl
attribute [subst 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [subst ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [subst foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [subst !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [subst bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [subst "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-subst] bar
-----
@[subst] def bar (n : nat) := n
-----
@[subst] inductive bar | a | b
-----
@[subst] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [instance] bar
-----
theorem bar : 1 = 1 := rfl
attribute [instance 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [instance ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [instance foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [instance !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [instance bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [instance "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-instance] bar
-----
@[instance] def bar (n : nat) := n
-----
@[instance] inductive bar | a | b
-----
@[instance] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [class] bar
-----
theorem bar : 1 = 1 := rfl
attribute [class 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [class ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [class foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [class !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [class bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [class "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-class] bar
-----
@[class] def bar (n : nat) := n
-----
@[class] inductive bar | a | b
-----
@[class] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [unify] bar
-----
theorem bar : 1 = 1 := rfl
attribute [unify 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [unify ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [unify foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [unify !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [unify bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [unify "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-unify] bar
-----
@[unify] def bar (n : nat) := n
-----
@[unify] inductive bar | a | b
-----
@[unify] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [user_attribute] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_attribute 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_attribute ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_attribute foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_attribute !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_attribute bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_attribute "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-user_attribute] bar
-----
@[user_attribute] def bar (n : nat) := n
-----
@[user_attribute] inductive bar | a | b
-----
@[user_attribute] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [user_notation] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_notation 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_notation ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_notation foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_notation !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_notation bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [user_notation "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-user_notation] bar
-----
@[user_notation] def bar (n : nat) := n
-----
@[user_notation] inductive bar | a | b
-----
@[user_notation] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [derive_handler] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive_handler 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive_handler ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive_handler foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive_handler !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive_handler bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive_handler "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-derive_handler] bar
-----
@[derive_handler] def bar (n : nat) := n
-----
@[derive_handler] inductive bar | a | b
-----
@[derive_handler] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [vm_monitor] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_monitor 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_monitor ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_monitor foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_monitor !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_monitor bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [vm_monitor "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-vm_monitor] bar
-----
@[vm_monitor] def bar (n : nat) := n
-----
@[vm_monitor] inductive bar | a | b
-----
@[vm_monitor] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [interactive] bar
-----
theorem bar : 1 = 1 := rfl
attribute [interactive 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [interactive ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [interactive foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [interactive !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [interactive bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [interactive "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-interactive] bar
-----
@[interactive] def bar (n : nat) := n
-----
@[interactive] inductive bar | a | b
-----
@[interactive] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [derive] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [derive "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-derive] bar
-----
@[derive] def bar (n : nat) := n
-----
@[derive] inductive bar | a | b
-----
@[derive] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [reducibility] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducibility 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducibility ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducibility foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducibility !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducibility bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [reducibility "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-reducibility] bar
-----
@[reducibility] def bar (n : nat) := n
-----
@[reducibility] inductive bar | a | b
-----
@[reducibility] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [extern] bar
-----
theorem bar : 1 = 1 := rfl
attribute [extern 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [extern ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [extern foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [extern !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [extern bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [extern "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-extern] bar
-----
@[extern] def bar (n : nat) := n
-----
@[extern] inductive bar | a | b
-----
@[extern] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [export] bar
-----
theorem bar : 1 = 1 := rfl
attribute [export 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [export ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [export foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [export !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [export bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [export "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-export] bar
-----
@[export] def bar (n : nat) := n
-----
@[export] inductive bar | a | b
-----
@[export] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [simp_sizeof] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp_sizeof 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp_sizeof ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp_sizeof foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp_sizeof !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp_sizeof bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [simp_sizeof "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-simp_sizeof] bar
-----
@[simp_sizeof] def bar (n : nat) := n
-----
@[simp_sizeof] inductive bar | a | b
-----
@[simp_sizeof] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
-----
theorem bar : 1 = 1 := rfl
attribute [hole_command] bar
-----
theorem bar : 1 = 1 := rfl
attribute [hole_command 3] bar
-----
theorem bar : 1 = 1 := rfl
attribute [hole_command ←] bar
-----
theorem bar : 1 = 1 := rfl
attribute [hole_command foo] bar
-----
theorem bar : 1 = 1 := rfl
attribute [hole_command !] bar
-----
theorem bar : 1 = 1 := rfl
attribute [hole_command bar] bar
-----
theorem bar : 1 = 1 := rfl
attribute [hole_command "a"] bar
-----
theorem bar : 1 = 1 := rfl
local attribute [-hole_command] bar
-----
@[hole_command] def bar (n : nat) := n
-----
@[hole_command] inductive bar | a | b
-----
@[hole_command] theorem bar (a b : nat) (h : a = b) : b = a := h.symm
