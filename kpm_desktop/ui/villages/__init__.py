"""The tab *Desa*: villages, their names, their heads, and how many cadres they lack."""

from kpm_desktop.ui.page import Opener, Tab
from kpm_desktop.ui.villages.acts import edit_village
from kpm_desktop.ui.villages.page import VillagesPage

TAB = Tab("villages", "Desa", "map-pin", VillagesPage)
OPENERS: dict[str, Opener] = {"village-form": edit_village}
