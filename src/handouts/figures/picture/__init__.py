"""A body as a camera sees it: outlines, what covers what, paint, SVG."""
