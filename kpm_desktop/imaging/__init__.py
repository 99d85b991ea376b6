"""Pixels: the only package that knows pypdfium2 and Pillow."""
