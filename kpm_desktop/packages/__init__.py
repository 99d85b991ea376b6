"""The package that travels on a USB stick."""
