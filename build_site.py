"""Build the site: check the logs in ``datasets/`` and publish them to ``site/``.

Run ``python build_site.py --help`` for the commands and options.
"""

import sys

from disclosurelog.cli import main

if __name__ == "__main__":
    sys.exit(main())
