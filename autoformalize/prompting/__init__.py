"""Problem -> prompt text, and completion -> Lean source. Knows the wording of prompts, and starts no model."""

from autoformalize.prompting.extract import extract_candidate
from autoformalize.prompting.prompts import PromptBuilder, PromptSettings

__all__ = ["PromptBuilder", "PromptSettings", "extract_candidate"]
