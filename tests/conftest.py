"""What holds for all tests: windows are drawn in memory, never on a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
