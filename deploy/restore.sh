#!/bin/sh
# Fills the empty database at DATABASE_URL from a file that deploy/backup.sh wrote:
#   deploy/restore.sh FILE
# All of it or nothing. A database that has tables is refused: restore beside it, look, then exchange them.
set -eu
file="${1:?Say from which file: deploy/restore.sh FILE}"
: "${DATABASE_URL:?Set DATABASE_URL to the empty database that is to be filled}"
if [ ! -r "$file" ]; then
  echo "There is no readable file $file." >&2
  exit 1
fi
tables=$(psql --no-psqlrc --tuples-only --no-align --command \
  "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'" "$DATABASE_URL")
if [ "$tables" -ne 0 ]; then
  echo "The database at DATABASE_URL has $tables tables: create an empty one and restore into that." >&2
  exit 1
fi
pg_restore --exit-on-error --single-transaction --no-owner --no-privileges --dbname "$DATABASE_URL" "$file"
psql --no-psqlrc --quiet --command "ANALYZE" "$DATABASE_URL"
echo "Restored $file."
