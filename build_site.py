"""Build the site: check the logs in ``datasets/`` and publish them to ``site/``.

Run ``python build_site.py --help`` for the commands and options.
"""

import sys

try:
    from disclosurelog.cli import main
except KeyboardInterrupt:  # Ctrl and C while the libraries load
    print("Stopped. The site stays as it was.", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main())
