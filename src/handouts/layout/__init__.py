"""From a handout to pages: where every mark stands, in points from the top left."""
