"""Rules by id over files and the handouts made from them. Nothing is written or decided for a clinician."""
