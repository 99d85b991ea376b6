"""KPM Desktop: cadres, sessions, certificates and contests of a village office, on one PC, offline."""

__version__ = "0.1.0"
