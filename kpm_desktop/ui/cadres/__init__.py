"""The tab *Kader*: the register of cadres, the form of one, his terms, and who may be in it twice."""

from kpm_desktop.ui.cadres.acts import open_cadre_form, open_new_term
from kpm_desktop.ui.cadres.duplicates_page import open_duplicates
from kpm_desktop.ui.cadres.page import CadresPage
from kpm_desktop.ui.page import Opener, Tab

TAB = Tab("cadres", "Kader", "users", CadresPage)
OPENERS: dict[str, Opener] = {
    "cadre-form": open_cadre_form,
    "cadre-term": open_new_term,
    "duplicates": open_duplicates,
}
