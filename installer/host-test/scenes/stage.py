import json
import os
import pathlib
import subprocess
import time
import uuid

from bed import Refused
from bed.load import Target
from bed.site import ADMINISTRATOR, PASSWORD, Site

E2E = pathlib.Path(os.environ.get("TOCSIN_E2E_HOME") or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "tocsin-e2e")
ORGANIZATION, PROJECT = "acme", "shop"


class Stage:
    """A lab, a bundle, and the host `one` that most scenes share."""

    def __init__(self, lab, bundle, options):
        self.lab, self.bundle, self.options = lab, pathlib.Path(bundle), options

    @property
    def file(self):
        return f"/root/{self.bundle.name}"

    @property
    def one(self):
        return self.lab.host("one")

    def bare(self, name):
        """A new host with the bundle on it, and nothing else."""
        host = self.lab.up(name)
        host.put(self.bundle, self.file)
        return host

    def unpacked(self, host):
        """Where the bundle lies unpacked on a host."""
        return host.run("sh", self.file, "--extract", "/root").stdout.strip()

    def url(self, host):
        return f"http://{host.address}"

    def install(self, host, *words, check=True):
        done = host.run("sh", self.file, "install", "--url", self.url(host), "--json", *words, check=False)
        answer = json.loads(done.stdout) if done.stdout.startswith("{") else {"ok": False, "code": done.returncode, "findings": [], "said": done.stderr}
        if check and not answer["ok"]:
            raise AssertionError(f"install ended with {done.returncode}: {answer}\n{done.stderr}")
        return answer

    def settle(self, host):
        """The first administrator comes in and makes a project."""
        told = host.tocsinctl("admin", "create", ADMINISTRATOR, "--organization", ORGANIZATION)
        site = Site(self.url(host))
        site.arrive(told["result"]["answer"])
        dsn = site.project(ORGANIZATION, PROJECT)
        (host.folder / "dsn").write_text(dsn)
        return site, dsn

    def fail_in_python(self, dsn):
        """A program with the real SDK crashes; the id of its event."""
        python = E2E / "python/sdk-2/bin/python"
        if not python.exists():
            raise Refused(f"{python} is missing: app/e2e/install")
        done = subprocess.run([python, E2E / "python/checkout.py", dsn], capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise AssertionError(f"the SDK could not send: {done.stderr[-1000:]}")
        return json.loads(done.stdout)["eventId"]

    def serving(self):
        """The host `one` with an installation that serves, made if there is none."""
        host = self.one
        if not (host.folder / "dsn").exists():
            self.bare("one")
            self.install(host)
            self.settle(host)
        elif not host.first():
            host.boot()
        Site(self.url(host)).wait_until_it_serves()
        return host

    def site(self, host):
        site = Site(self.url(host))
        site.log_in(ADMINISTRATOR, PASSWORD)
        return site

    def target(self, host):
        return Target((host.folder / "dsn").read_text())

    @staticmethod
    def missing(host, received, seconds=120):
        """Those of the events answered 200 that are not stored, when the host has had time for what it still held."""
        begun = time.monotonic()
        while True:
            missing = set(received)
            for project, event in host.sql("select project_id, event_id from event;"):
                missing.discard(key(project, event))
            if not missing or time.monotonic() - begun > seconds:
                return missing
            time.sleep(1)


def key(project, event):
    return int(project), uuid.UUID(event)
