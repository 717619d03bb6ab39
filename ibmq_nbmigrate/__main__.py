"""``python -m ibmq_nbmigrate``."""

import sys

from ibmq_nbmigrate.cli import main

sys.exit(main())
