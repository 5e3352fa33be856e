"""The blocks of a handout, one function each: a value in, a Block of the given width out."""
