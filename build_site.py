"""Build the site: check the logs in ``datasets/`` and publish them to ``site/``.

Run ``python build_site.py --help`` for the commands and options.
"""

import gc
import sys

gc.disable()  # while the libraries load, as while they work: looking for what refers to itself takes a quarter of it

try:
    from disclosurelog.cli import main
except KeyboardInterrupt:  # Ctrl and C while the libraries load
    print("Stopped. The site stays as it was.", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    code = main()
    gc.freeze()  # nor when all of it goes
    sys.exit(code)
