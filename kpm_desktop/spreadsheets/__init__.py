"""Spreadsheets in and out: the only package that knows calamine and XlsxWriter."""
