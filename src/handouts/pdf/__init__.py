"""From pages to a tagged PDF. The only importer of ReportLab and pikepdf; decides nothing."""
