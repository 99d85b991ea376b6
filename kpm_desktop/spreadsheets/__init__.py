"""Excel and CSV in and out: the only package that knows the spreadsheet libraries."""
