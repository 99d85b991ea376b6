"""One table for every list: columns, chips, toolbar are data; model, delegates, page are written once."""
