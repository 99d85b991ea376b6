"""The window. Decides nothing about the data."""
