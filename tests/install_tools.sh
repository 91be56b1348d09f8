#!/usr/bin/env sh
# Make sure that the tools which pip cannot install are there: a Chromium for the browser tests (the system's, else
# Debian's where it can be installed, else Playwright's), nginx to serve the site as the guide says, and faketime to
# move the clock. The tests say so where they must do without one.
set -u
install() {
  command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 1
  [ -n "${updated:-}" ] || apt-get update -qq >/dev/null 2>&1
  updated=yes
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1
}
command -v faketime >/dev/null 2>&1 || install faketime
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || install nginx-light
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if install chromium || "$1" -m playwright install chromium >/dev/null 2>&1; then exit 0; fi
echo "No Chromium was found or could be installed: the browser tests are skipped, and fail where CI is set." >&2
exit 0
