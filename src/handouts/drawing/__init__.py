"""Pictures as values: vector paths or pixels, ready to be placed on a page."""
