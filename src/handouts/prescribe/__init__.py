"""Step 2: from a routine, loose stretches and options to a prescription: what is done, how much, what it is not for."""
