"""For each line on standard input one on standard output: how many issues and events are in the SQLite file named."""
import sqlite3
import sys

for _ in sys.stdin:
    database = sqlite3.connect(sys.argv[1], timeout=30)
    row = database.execute("select (select count(*) from issues_issue), (select count(*) from events_event)").fetchone()
    database.close()
    print(*row, flush=True)
