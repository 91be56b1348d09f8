#!/usr/bin/env sh
# Make sure that the tools which pip cannot install are there: a Chromium for the browser tests (Debian's without
# windows where it can be installed, else the system's, else Playwright's), nginx to serve the site as the guide says, faketime to move
# the clock, and the Nu HTML Checker where there are Node.js and Java. The tests say so where they must do without one.
set -u
install() {
  command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 1
  [ -n "${updated:-}" ] || timeout 60 apt-get update -qq >/dev/null 2>&1
  updated=yes
  DEBIAN_FRONTEND=noninteractive timeout 120 apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1
}
command -v faketime >/dev/null 2>&1 || install faketime
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || install nginx-light
if ! command -v java >/dev/null 2>&1 && [ -n "${CI:-}" ]; then install openjdk-17-jre-headless; fi
if command -v npm >/dev/null 2>&1 && [ ! -d tests/html/node_modules/vnu-jar ]; then
  npm ci --prefix tests/html --ignore-scripts --no-audit --no-fund --silent >/dev/null 2>&1
fi
command -v chromium-headless-shell >/dev/null 2>&1 || install chromium-headless-shell
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if install chromium || "$1" -m playwright install chromium >/dev/null 2>&1; then exit 0; fi
echo "No Chromium was found or could be installed: the browser tests are skipped, and fail where CI is set." >&2
exit 0
