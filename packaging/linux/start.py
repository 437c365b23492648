"""The built program's first file: PyInstaller wants a script, not a package."""

import sys

from desktop.__main__ import main

sys.exit(main())
