"""Makes the tables, a person and a project in an empty Bugsink; prints number and key of the project."""
import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bugsink_conf"
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402

call_command("migrate", verbosity=0)
call_command("migrate", database="snappea", verbosity=0)

from projects.models import Project  # noqa: E402
from teams.models import Team  # noqa: E402

person = os.environ["BENCH_PERSON"]
get_user_model().objects.create_superuser(username=person, email=person, password=os.environ["BENCH_PASSWORD"])
project = Project.objects.create(
    name="bench", team=Team.objects.create(name="bench"), retention_max_event_count=1_000_000_000
)
print(project.id, project.sentry_key.hex, flush=True)
