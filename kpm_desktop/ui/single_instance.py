"""One window per user: a second start brings the first forward and hands over what it was asked to open."""

import getpass
import hashlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 500  # milliseconds to reach the first window


class SingleInstance(QObject):
    """Listens for later starts of the same user. `called` carries their arguments."""

    called = Signal(list)

    def __init__(self, place: str, parent: QObject | None = None) -> None:
        """Take a name that differs per user and per `place`, the path of the data file."""
        super().__init__(parent)
        mark = hashlib.sha256(f"{getpass.getuser()}|{place}".encode()).hexdigest()[:24]
        self._name = f"kpm-desktop-{mark}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)

    def is_first(self, arguments: list[str]) -> bool:
        """Tell whether this is the first start; else the first one has been given `arguments`."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE):
            socket.write("\n".join(arguments).encode() + b"\n\n")
            socket.waitForBytesWritten(_PATIENCE)
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # left behind by a crash
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _meet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.bytesAvailable():
            text = bytes(socket.readAll().data()).decode(errors="replace")
            self.called.emit([line for line in text.split("\n") if line])
