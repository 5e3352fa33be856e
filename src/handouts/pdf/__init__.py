"""From pages to a tagged PDF. The only importer of ReportLab; decides nothing."""
