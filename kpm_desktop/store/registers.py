"""The registers of one data file under their names. What each can do stands in its own module."""

from kpm_desktop.store.attendance import AttendanceRegister
from kpm_desktop.store.cadres import Cadres
from kpm_desktop.store.certificates import Certificates
from kpm_desktop.store.contests import Contests
from kpm_desktop.store.numbers import Numbers
from kpm_desktop.store.office import Offices
from kpm_desktop.store.participation import Participation
from kpm_desktop.store.payments import Payments
from kpm_desktop.store.people import People
from kpm_desktop.store.rows import Rows
from kpm_desktop.store.scores import Scores
from kpm_desktop.store.sessions import Sessions
from kpm_desktop.store.sheets import Sheets
from kpm_desktop.store.villages import Villages


class Registers:
    """What a data file offers besides its rows: one register an area."""

    def __init__(self, data_file: Rows) -> None:
        self.villages = Villages(data_file)
        self.people = People(data_file)
        self.cadres = Cadres(data_file)
        self.sessions = Sessions(data_file)
        self.attendance = AttendanceRegister(data_file)
        self.participation = Participation(data_file)
        self.sheets = Sheets(data_file)
        self.payments = Payments(data_file)
        self.contests = Contests(data_file)
        self.scores = Scores(data_file)
        self.certificates = Certificates(data_file)
        self.numbers = Numbers(data_file)
        self.office = Offices(data_file)
