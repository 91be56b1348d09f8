#!/usr/bin/env sh
# Make sure that there is a Chromium for the browser tests: the system's own, else Debian's where it can be
# installed, else Playwright's. The tests look for them in the same order.
set -u
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq >/dev/null 2>&1
  if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1; then exit 0; fi
fi
if "$1" -m playwright install chromium >/dev/null 2>&1; then exit 0; fi
echo "No Chromium was found or could be installed: the browser tests will be skipped, or fail where CI is set." >&2
exit 0
