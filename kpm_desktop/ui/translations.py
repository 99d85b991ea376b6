"""Qt's own texts in Indonesian: buttons, field menus, the file dialog, key names.

The catalogue is `resources/i18n/qtbase_id.ts`; how it is made into the `.qm` stands at its top.
"""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from kpm_desktop import paths

_NAME = "KPM Desktop, Indonesian"


def load(app: QCoreApplication) -> None:
    """Install the catalogue and the Indonesian number format; a second call changes nothing."""
    if app.findChild(QTranslator, _NAME) is not None:
        return
    catalogue = QTranslator(app)
    catalogue.setObjectName(_NAME)
    if not catalogue.load(str(paths.resource("i18n", "qtbase_id.qm"))):
        raise RuntimeError("the Indonesian catalogue cannot be read")
    app.installTranslator(catalogue)
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
