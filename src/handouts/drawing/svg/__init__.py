"""SVG that drawing programs write, into plain paths."""
