"""Other people's lists of exercises as files of the catalog: read, understood, written, and told about."""
