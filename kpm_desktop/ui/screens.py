"""Every screen of the window as two tables: the tabs, and what opens by name. Nobody else knows all areas."""

from kpm_desktop.ui import (
    cadres,
    certificates,
    contests,
    giving_out,
    home,
    imports,
    layouts,
    merging,
    palette,
    preview,
    sessions,
    settings,
    villages,
)
from kpm_desktop.ui.page import Openers, Tab

TABS: tuple[Tab, ...] = (
    home.TAB,
    villages.TAB,
    cadres.TAB,
    sessions.TAB,
    contests.TAB,
    certificates.TAB,
)
OPENERS: Openers = {
    **villages.OPENERS,
    **cadres.OPENERS,
    **sessions.OPENERS,
    **contests.OPENERS,
    **certificates.OPENERS,
    **layouts.OPENERS,
    **imports.OPENERS,
    **merging.OPENERS,
    **settings.OPENERS,
    **preview.OPENERS,
    **palette.OPENERS,
    **giving_out.OPENERS,
}
