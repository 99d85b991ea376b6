"""Pembinaan: series, sessions, invitation by rule, attendance from paper."""

from kpm_desktop.ui.page import Openers, Tab
from kpm_desktop.ui.sessions.marking_page import open_marking
from kpm_desktop.ui.sessions.page import SessionsPage

TAB = Tab("sessions", "Pembinaan", "school", SessionsPage)
OPENERS: Openers = {"attendance": open_marking}
