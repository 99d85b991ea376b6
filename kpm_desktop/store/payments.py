"""The register of transport money: what each person received for a session, in whole rupiah."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kpm_desktop.domain.sessions import Payment
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows


class Amount(NamedTuple):
    """Money for one person: `rate` is the tax as typed, in percent; received = amount - tax."""

    account: str
    rate: str
    amount: int
    tax: int


class Payments:
    """Transport money in one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self, session: Uid) -> list[Payment]:
        """Return the payments of a session in paper order."""
        return rows.select(self._file, Payment, "r.session = ?", (session,), "r.position, r.uid")

    def pay(self, session: Uid, amounts: Mapping[Uid, Amount]) -> list[Payment]:
        """Let a session's payments be exactly these, in their order, within the open operation."""
        known = {payment.person: payment for payment in self.find(session)}
        paid = []
        for position, (person, amount) in enumerate(amounts.items(), 1):
            before = known.pop(person, None) or Payment(self._file.new_uid(), session, person)
            after = dataclasses.replace(
                before,
                account=amount.account,
                rate=amount.rate,
                amount=amount.amount,
                tax=amount.tax,
                received=amount.amount - amount.tax,
                position=position,
            )
            rows.save(self._file, after)
            paid.append(after)
        self.delete(payment.uid for payment in known.values())
        return paid

    def delete(self, uids: Iterable[Uid]) -> None:
        """Take payments off the list within the open operation."""
        for uid in uids:
            rows.remove(self._file, Payment, uid)
