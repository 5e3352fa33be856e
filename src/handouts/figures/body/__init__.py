"""A body in metres: bones, what is on them, and where it stands."""
