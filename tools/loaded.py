"""What has been loaded into a database, noted as a comment on that database.

The note lives where the data lives: a database that was dropped, restored or exchanged says so itself.
Run in the virtual environment: ``python -m tools.loaded read`` prints the note, ``write NOTE`` replaces it.
"""

import os
import sys

import psycopg2
from psycopg2 import sql


def main(words: list[str]) -> int:
    """Read or write the note of the database at DATABASE_URL."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        with connection, connection.cursor() as cursor:
            if words[0] == "write":
                name = sql.Identifier(connection.info.dbname)
                cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(words[1])))
            else:
                cursor.execute(
                    "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
                    "WHERE datname = current_database()"
                )
                print(cursor.fetchone()[0] or "")
    finally:
        connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
