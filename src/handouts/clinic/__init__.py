"""A clinic's own folder: begun, its favourites, what was made of late."""
