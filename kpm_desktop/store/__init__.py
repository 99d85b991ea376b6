"""The data file: the only package that knows peewee and SQLite."""
