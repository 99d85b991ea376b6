"""The full page *Impor*: a sheet of cadres or of village heads is mapped, checked, written."""

from kpm_desktop.ui.imports.opening import open_import
from kpm_desktop.ui.page import Opener

OPENERS: dict[str, Opener] = {"import": open_import}
