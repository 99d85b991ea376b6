"""One table for every list: columns, chips and toolbar are data; model, delegates and the list page are written once."""
