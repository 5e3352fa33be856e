"""The five steps in a row, and what is done around them for one handout."""
