"""Every rule, broken in a file: what is told, and where."""
