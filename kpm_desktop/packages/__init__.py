"""The USB package: records to bytes and back, and the stick they travel on. Knows no data file."""
