"""What a clinician asks of the catalog and of a prescription: search, filter, pick, compare, note."""
