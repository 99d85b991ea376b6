"""Paper: records in, PDF bytes out. The only package that knows reportlab."""
