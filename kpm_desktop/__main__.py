"""Start the program: `python -m kpm_desktop`."""

import sys

from kpm_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
