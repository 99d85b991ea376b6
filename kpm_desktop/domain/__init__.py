"""What things are and which rules they obey: pure Python, no files, no clock."""
