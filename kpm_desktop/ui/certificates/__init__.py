"""The tab *Sertifikat*: the register, what is issued and printed again, and the numbers."""

from kpm_desktop.ui.certificates.acts import open_run_form
from kpm_desktop.ui.certificates.page import CertificatesPage
from kpm_desktop.ui.certificates.verify_dialog import open_verify_dialog
from kpm_desktop.ui.page import Opener, Tab

TAB = Tab("certificates", "Sertifikat", "certificate", CertificatesPage)
OPENERS: dict[str, Opener] = {
    "certificate-run": open_run_form,
    "verify-certificate": open_verify_dialog,
}
