"""One form for every record: fields are data; editors, the problem line and the dialog are written once."""
