"""Pembinaan: series, sessions, invitation by rule, attendance from paper."""

from kpm_desktop.ui.page import Openers, Tab
from kpm_desktop.ui.sessions.acts import edit_session
from kpm_desktop.ui.sessions.checklist_page import open_checklist
from kpm_desktop.ui.sessions.marking_page import open_marking
from kpm_desktop.ui.sessions.names_page import open_names
from kpm_desktop.ui.sessions.page import SessionsPage
from kpm_desktop.ui.sessions.recap_page import open_recap
from kpm_desktop.ui.sessions.scan_page import open_scan

TAB = Tab("sessions", "Pembinaan", "school", SessionsPage)
OPENERS: Openers = {
    "session-form": edit_session,
    "attendance": open_marking,
    "scan_sheet": open_scan,
    "invite_names": open_names,
    "recap": open_recap,
    "checklist": open_checklist,
}
