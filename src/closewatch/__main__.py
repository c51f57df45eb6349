"""`python -m closewatch`: the same as the command `closewatch`."""

import sys

from closewatch.desk.commands import main

if __name__ == "__main__":
    sys.exit(main())
