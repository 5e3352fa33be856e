"""Other people's lists of exercises into files of the catalog, with what a human must still settle."""
