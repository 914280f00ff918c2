#!/bin/sh
# Writes the whole database at DATABASE_URL to a new file in FOLDER, and prints that file's name:
#   deploy/backup.sh FOLDER
# The file appears under its name only when it is complete and can be read back.
set -eu
umask 077
folder="${1:?Say into which folder: deploy/backup.sh FOLDER}"
: "${DATABASE_URL:?Set DATABASE_URL to the database that is to be backed up}"
mkdir -p "$folder"
file="$folder/procurement-hub-$(date -u +%Y-%m-%dT%H%M%SZ).dump"
trap 'rm -f "$file.part"' EXIT
pg_dump --format custom --no-owner --no-privileges --file "$file.part" "$DATABASE_URL"
pg_restore --list "$file.part" >/dev/null
mv "$file.part" "$file"
echo "$file"
