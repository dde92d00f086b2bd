#!/bin/sh
# Runs a command with a PostgreSQL of its own: test/store/postgres.sh COMMAND…
# TEST_POSTGRES_URL is set for the command. The server listens on a spare loopback port, belongs to an unprivileged
# user, lives in a temporary folder and is gone afterwards. Needs Debian's package postgresql.
set -eu

if [ $# -eq 0 ]; then
  echo "usage: $0 COMMAND…" >&2
  exit 2
fi

programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$programs" ]; then
  echo "PostgreSQL is not installed: apt-get install -y --no-install-recommends postgresql" >&2
  exit 1
fi

# PostgreSQL refuses to run as root; the package has made a user for it.
as_unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
  else
    "$@"
  fi
}

folder=$(as_unprivileged mktemp -d /tmp/factdesk-postgres.XXXXXX)
stop() {
  as_unprivileged "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  as_unprivileged rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
cd / # the working directory may be closed to the unprivileged user
as_unprivileged "$programs/initdb" -D "$folder/data" -U factdesk --auth=trust --encoding=UTF8 --no-locale >"/dev/null"
as_unprivileged "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 30 \
  -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder" start >/dev/null || {
  cat "$folder/log" >&2
  exit 1
}
cd "$OLDPWD"

TEST_POSTGRES_URL="postgres://factdesk@127.0.0.1:$port/postgres"
export TEST_POSTGRES_URL
echo "$TEST_POSTGRES_URL" >&2
"$@"
