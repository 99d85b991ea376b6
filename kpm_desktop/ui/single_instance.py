"""One window per user: a second start brings the first forward and hands over what it was asked to open."""

import ctypes
import getpass
import hashlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 500  # milliseconds to reach the first window
_ANSWER = 5000  # milliseconds until it has taken what it was told; it may be in the middle of a long act
_END = b"\n\n"
_ANY_PROGRAM = -1


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
        """Tell whether this is the first start; else the first one has been given `arguments`.

        The first closes the connection when it has them. Leaving before that would lose them on Windows,
        where a pipe ends with the program that wrote into it.
        """
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE):
            _give_up_the_front()
            socket.write("\n".join(arguments).encode() + _END)
            socket.waitForBytesWritten(_PATIENCE)
            if socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
                socket.waitForDisconnected(_ANSWER)
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
        if not isinstance(socket, QLocalSocket):
            return
        if not socket.peek(socket.bytesAvailable()).endsWith(_END):
            return  # the rest is on its way
        text = bytes(socket.readAll().data()).decode(errors="replace")
        socket.disconnectFromServer()
        self.called.emit([line for line in text.split("\n") if line])


def _give_up_the_front() -> None:
    """Let another program come to the front: Windows leaves that right to the one started last."""
    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        windows.user32.AllowSetForegroundWindow(_ANY_PROGRAM)
