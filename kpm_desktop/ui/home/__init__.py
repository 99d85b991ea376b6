"""The tab *Beranda*."""

from kpm_desktop.ui.home.page import HomePage
from kpm_desktop.ui.page import Tab

TAB = Tab("home", "Beranda", "home", HomePage)
