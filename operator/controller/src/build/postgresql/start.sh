#!/bin/sh
# Starts the database of one region. Made for Debian's layout of PostgreSQL (also that of the public image).
#
# 1. An empty volume gets a new database cluster, moved into place only when it is complete.
# 2. A server that listens on a private socket only makes roles, schemas and rights what they should be. It stops at
#    the first statement that fails, which PostgreSQL's single-user mode does not do.
# 3. The server that clients reach. SIGTERM becomes SIGINT: PostgreSQL's fast shutdown, which does not wait for
#    clients to leave. A renewed certificate is loaded without a restart.
set -eu
umask 0077

for directory in /usr/lib/postgresql/*/bin; do PATH="$directory:$PATH"; done
configuration=/etc/domicile/postgresql
certificate=/etc/domicile/mesh/tls.crt
private=/tmp/bootstrap

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  rm -rf "$PGDATA.new"
  initdb --pgdata="$PGDATA.new" --username=postgres --auth-local=peer --auth-host=reject \
    --encoding=UTF8 --locale=C.UTF-8 --data-checksums --no-instructions
  rm -rf "$PGDATA"
  mv "$PGDATA.new" "$PGDATA"
fi
chmod 0700 "$PGDATA"

mkdir -p "$private"
pg_ctl start --silent --wait --timeout=3600 --pgdata="$PGDATA" \
  --options="-c config_file=$configuration/postgresql.conf -c listen_addresses= -c unix_socket_directories=$private"
for step in roles:postgres schemas:domicile; do
  psql --no-psqlrc --quiet --output=/dev/null --set=ON_ERROR_STOP=1 --host="$private" --username=postgres \
    --dbname="${step#*:}" --file="$configuration/${step%:*}.sql"
done
pg_ctl stop --silent --wait --timeout=3600 --mode=fast --pgdata="$PGDATA"
rm -rf "$private"

postgres -D "$PGDATA" -c config_file="$configuration/postgresql.conf" &
server=$!
trap 'kill -INT "$server"' TERM INT

reload_on_renewal() {
  known=$(cksum "$certificate")
  while sleep 20; do
    found=$(cksum "$certificate")
    if [ "$found" != "$known" ]; then
      known=$found
      kill -HUP "$server"
    fi
  done
}
reload_on_renewal &

# A trapped signal ends `wait` before the server has ended.
status=0
while kill -0 "$server" 2>/dev/null; do
  wait "$server" && status=0 || status=$?
done
exit "$status"
