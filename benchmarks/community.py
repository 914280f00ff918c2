"""The community's pages and digests with ten times as many posts and readers, in one run.

``python -m benchmarks.community [POSTS]``; DATABASE_URL names a server on which databases may be made. Pages
are asked for in the process, as an officer; what counts is how time grows from a tenth of the posts to all of
them, and from a tenth of the digests to all of them.
"""

import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

from benchmarks.database import run, use_own_database

POSTS = 100_000
#: Posts of one discussion, on average; one of them has a hundredth of all posts.
EACH = 20
READERS = 2_000
ROUNDS = 15
#: A page with ten times the posts may take this much longer; so may a digest with ten times the readers.
MOST_GROWTH = 1.5
DATABASE = "benchmark_community"

PEOPLE = """
INSERT INTO boroughs_person (password, is_superuser, email, name, borough_id, borough_roles, organisation,
    is_suppliers_person, is_facilitator, is_staff, is_active, date_joined)
SELECT '', false, 'officer' || n || '@borough.example', 'Officer ' || n,
    (SELECT min(id) FROM boroughs_borough) + n %% 33, '{}', '', false, false, false, true, now()
FROM generate_series(%(first)s, %(last)s) AS n
"""
GROUPS = """
INSERT INTO community_group (slug, name, kind, access, about, rules, roadmap, created, is_demonstration)
SELECT 'group-' || n, 'Group ' || n, 'practice', CASE WHEN n % 5 = 0 THEN 'closed' ELSE 'open' END,
    'What works.', '', '', now(), false
FROM generate_series(1, 40) AS n
"""
DISCUSSIONS = """
INSERT INTO community_discussion (id, kind, title, group_id, borough_id, begun_at, last_post_at, posts_count,
    is_demonstration)
SELECT n, CASE WHEN n %% 2 = 0 THEN 'question' ELSE 'discussion' END, 'Matter ' || n,
    (SELECT min(id) FROM community_group) + n %% 40, (SELECT min(id) FROM boroughs_borough) + n %% 33,
    now() - n * interval '3 minutes', now() - n * interval '1 minute', 1, false
FROM generate_series(%(first)s, %(last)s) AS n
"""
WRITTEN = """
INSERT INTO community_post (discussion_id, borough_id, text, at, hidden_why)
SELECT CASE WHEN n %% 100 = 0 THEN 1 ELSE 1 + n %% %(discussions)s END,
    (SELECT min(id) FROM boroughs_borough) + n %% 33,
    'We asked about ' || (ARRAY['exit terms', 'licences', 'data', 'support', 'hosting', 'prices'])[1 + n %% 6]
        || ' in contract ' || n || ' and heard word' || n %% 997 || '.',
    now() - n * interval '1 second', ''
FROM generate_series(%(first)s, %(last)s) AS n
"""


def main(words: list[str]) -> int:
    """Measure at a tenth and at all of the posts; 1 where something grows too fast."""
    size = int(words[0]) if words else POSTS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STATIC_ROOT"] = folder  # pages name the files of the front end, which are collected there
        use_own_database(DATABASE)
        run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], {})
        return _measure(size)


def _measure(size: int) -> int:
    small, bad = size // 10, 0
    _write(0, small)
    before = _pages()
    _write(small, size)
    after = _pages()
    print(f"{'':34}{small:>10,}{size:>10,} posts")
    for name, first in before.items():
        grew = after[name] / first
        print(f"{name:34}{first * 1000:8.1f} ms{after[name] * 1000:8.1f} ms   ×{grew:.2f}")
        bad += grew > MOST_GROWTH
    few = _digests(READERS // 10)
    many = _digests(READERS)
    print(f"{'one digest':34}{few * 1000:8.1f} ms{many * 1000:8.1f} ms   ×{many / few:.2f}")
    return 1 if bad or many / few > MOST_GROWTH else 0


def _write(first: int, last: int) -> None:
    """Add discussions and posts until there are so many posts, without history."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        if not first:
            cursor.execute(GROUPS)
        cursor.execute(DISCUSSIONS, {"first": first // EACH + 1, "last": last // EACH})
        cursor.execute(WRITTEN, {"first": first + 1, "last": last, "discussions": last // EACH})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _pages() -> dict[str, float]:
    """Return the median time in seconds of each page."""
    from django.core.cache import cache
    from django.test import Client

    from boroughs.models import Borough, Person

    officer, _ = Person.objects.get_or_create(
        email="reader@borough.example", defaults={"borough": Borough.objects.get(slug="camden")}
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    pages = {
        "community": "/community/",
        "group": "/community/group-1/",
        "group, searched": "/community/group-1/?q=exit+terms",
        "all discussions": "/community/discussions/",
        "searched, a rare word": "/community/discussions/?q=word500",
        "searched, a frequent word": "/community/discussions/?q=licences",
        "unanswered": "/community/discussions/?show=unanswered",
        "longest discussion": "/community/discussions/1/",
        "search of everything": "/search/?q=word500",
    }
    found = {}
    for name, address in pages.items():
        cache.clear()
        assert client.get(address).status_code == 200, address  # noqa: S101
        found[name] = _median(lambda address=address: client.get(address))  # type: ignore[misc]
    return found


def _median(act: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _digests(readers: int) -> float:
    """Have the daily digests of so many readers made, of ten posts each; return the seconds of one."""
    from django.db import connection
    from django.utils import timezone

    from boroughs.models import Event, Frequency, Mail, Notification, Person
    from boroughs.notifications.telling import make_digests
    from community import codes
    from community.models import Post

    Mail.objects.all().delete()
    Notification.objects.all().delete()
    have = Person.objects.filter(email__startswith="officer").count()
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"first": have + 1, "last": readers})
    people = list(Person.objects.filter(email__startswith="officer").order_by("pk")[:readers])
    told = timezone.now() - dt.timedelta(days=2)
    events = [
        Event.objects.get_or_create(
            key=f"{codes.WRITTEN}:{post.pk}",
            defaults={
                "kind": codes.WRITTEN,
                "told_at": told,
                "data": {
                    "discussion": post.discussion_id,
                    "post": post.pk,
                    "title": "Matter",
                    "kind": "question",
                    "group": "Group",
                    "from": "Camden",
                    "text": post.text,
                },
            },
        )[0]
        for post in Post.objects.order_by("pk")[:10]
    ]
    rows = [
        Notification(event=event, person=person, because="You follow it.", frequency=Frequency.DAILY)
        for person in people
        for event in events
    ]
    Notification.objects.bulk_create(rows, batch_size=1000)
    Notification.objects.update(told_at=told)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    began = time.perf_counter()
    made = make_digests(now=timezone.now())
    took = time.perf_counter() - began
    assert made == readers, (made, readers)  # noqa: S101
    return took / readers


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
