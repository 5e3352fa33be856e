"""Step 3: from a prescription to a handout: every sentence that is printed, in one language. No geometry."""
