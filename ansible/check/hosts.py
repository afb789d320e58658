"""The scenarios of molecule on bare hosts that are booted here, and what may not be lost by a change of settings under load."""
import json
import pathlib
import re
import subprocess
import sys
import time

from check import tools

sys.path.insert(0, str(tools.ROOT / "installer/host-test"))
from bed import Refused  # noqa: E402, F401
from bed.lab import Lab  # noqa: E402
from bed.load import Load, Target  # noqa: E402
from bed.site import ADMINISTRATOR, Site  # noqa: E402

#: What Ansible wants of a host, and a bare one lacks.
PACKAGES = "python3,openssh-server"
SCENARIOS = {"alone": ("one",), "fleet": ("db", "app1", "app2", "app3", "lb")}
#: What is said of them beside the bundle and the address.
VARIABLES = {
    "alone": {"tocsin_settings": {"TOCSIN_EVENT_RETENTION_DAYS": 30}, "tocsin_smtp_url": "smtp://robot:correcthorse@127.0.0.1:2525"},
    "fleet": {"tocsin_rules_directory": "/etc", "tocsin_dashboards_directory": "/srv"},
}


def say(text):
    print(f"hosts: {text}", file=sys.stderr, flush=True)


class Scenario:
    """Hosts, and the collection on this machine, which reaches them by SSH within their network."""

    def __init__(self, name, lab, bundle, folder):
        self.name, self.lab, self.bundle, self.folder = name, lab, bundle, pathlib.Path(folder)
        self.tree = tools.tree(folder)
        self.hosts = {}

    def boot(self):
        key = self.folder / "key"
        if not key.exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        for name in SCENARIOS[self.name]:
            # What a host before this one has left goes with its last process, which may be later.
            subprocess.run(["ip", "-n", self.lab.namespace, "link", "del", f"v-{name}"], capture_output=True)
            self.hosts[name] = host = self.lab.up(name)
            host.write("/root/.ssh/authorized_keys", key.with_suffix(".pub").read_text(), 0o600)
            host.run("systemctl", "start", "ssh")
        common = "-o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no -o LogLevel=ERROR -o ControlMaster=auto -o ControlPersist=60s"
        lines = [
            f"{name} ansible_host={host.address} tocsin_address={host.address} ansible_user=root ansible_ssh_private_key_file={key}"
            f" ansible_python_interpreter=/usr/bin/python3 ansible_ssh_common_args='{common}'"
            for name, host in self.hosts.items()
        ]
        self.inventory = self.folder / f"{self.name}.ini"
        given = {"tocsin_bundle": str(self.bundle), "tocsin_url": self.url, **VARIABLES[self.name]}
        variables = [f"{name}={json.dumps(value)}" for name, value in given.items()]
        self.inventory.write_text("\n".join([*lines, "[all:vars]", *variables]) + "\n")

    @property
    def entrance(self):
        return self.hosts[SCENARIOS[self.name][-1]]

    @property
    def application(self):
        return self.hosts["app1" if "app1" in self.hosts else "one"]

    @property
    def url(self):
        return f"http://{self.entrance.address}"

    def run(self, *command, expected=0):
        environment = tools.environment(self.folder, TOCSIN_INVENTORY=str(self.inventory), ANSIBLE_PIPELINING="1")
        begun = time.monotonic()
        done = subprocess.run(command, cwd=self.tree / "extensions", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.log = self.folder / f"{self.name}-{len(list(self.folder.glob('*.log')))}.log"
        self.log.write_text(done.stdout)
        if done.returncode != expected:
            raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-12000:]}")
        return done.stdout, time.monotonic() - begun

    def molecule(self):
        said, seconds = self.run(tools.program("molecule"), "test", "--destroy", "never", "--scenario-name", self.name)
        say(f"{self.name}: molecule's steps in {seconds:.0f} s")

    def playbook(self, name, *more, expected=0):
        """Seconds, and how many tasks have changed something, over all hosts."""
        groups = self.tree / f"extensions/molecule/{self.name}/groups.json"
        groups.write_text(json.dumps(self.groups()))
        said, seconds = self.run(tools.program("ansible-playbook"), "-i", groups, "-i", self.inventory, f"tocsin.tocsin.{name}", *more, expected=expected)
        return seconds, sum(map(int, re.findall(r"changed=(\d+)", said)))

    def groups(self):
        fleet = self.name == "fleet"
        members = {
            "tocsin_database": ["db"] if fleet else ["one"],
            "tocsin_application": ["app1", "app2", "app3"] if fleet else ["one"],
            "tocsin_proxy": ["lb"] if fleet else ["one"],
        }
        children = {group: {"hosts": {name: {} for name in names}} for group, names in members.items()}
        return {"all": {"children": children}}

    # ---- the scenes ---------------------------------------------------------------------------------------------
    def timed(self):
        """A second set of bare hosts, for the time that an installation takes by itself."""
        seconds, changed = self.playbook("install")
        again, unchanged = self.playbook("install")
        say(f"{self.name}: installed in {seconds:.1f} s, {changed} changes; the second time {again:.1f} s, {unchanged} changes")
        assert changed and not unchanged, f"the second run changed {unchanged}"

    def load(self):
        told = self.application.tocsinctl("admin", "create", ADMINISTRATOR, "--organization", "acme")
        site = Site(self.url)
        site.arrive(told["result"]["answer"])
        target = Target(site.project("acme", "shop"))
        return lambda: Load(target, connections=8, per_second=100)

    def changed_under_load(self, load):
        """A setting changes on every application host while events come in through the proxy."""
        load = load()
        time.sleep(2)
        seconds, changed = self.playbook("install", "-e", json.dumps({"tocsin_settings": {"TOCSIN_LOG_LEVEL": "debug"}}))
        time.sleep(2)
        load.end()
        say(f"{self.name}: {changed} changes under load in {seconds:.1f} s; {load.sent()} requests, {load.failed()} failed, slowest {load.slowest:.2f} s")
        assert changed, "no setting was changed"
        assert not load.failed(), f"{dict(load.answers)} {load.first_troubles}"

    def one_is_down(self, load):
        """The power of an application host is cut: the others go on, and Ansible changes nothing on them until it is back."""
        load, down = load(), self.hosts["app3"]
        time.sleep(2)
        down.cut()
        time.sleep(5)
        load.end()
        say(f"{self.name}: a host's power cut under load; {load.sent()} requests, {load.failed()} failed, slowest {load.slowest:.2f} s")
        assert load.failed() <= 8, f"more than what was under way: {dict(load.answers)} {load.first_troubles}"
        unreachable = 4
        _, changed = self.playbook("install", "-e", json.dumps({"tocsin_settings": {"TOCSIN_LOG_LEVEL": "warn"}}), expected=unreachable)
        assert not changed, f"{changed} changes, although a host is down"
        down.boot()
        down.run("systemctl", "start", "ssh")
        _, changed = self.playbook("install", "-e", json.dumps({"tocsin_settings": {"TOCSIN_LOG_LEVEL": "warn"}}))
        assert changed, "nothing was changed when the host was back"

    def removed(self):
        seconds, changed = self.playbook("uninstall", "-e", "tocsin_purge=true")
        again, unchanged = self.playbook("uninstall", "-e", "tocsin_purge=true")
        say(f"{self.name}: removed in {seconds:.1f} s; the second time {unchanged} changes")
        assert changed and not unchanged, f"the second removal changed {unchanged}"
        for name, host in self.hosts.items():
            left = [path for path in ("opt/tocsin", "etc/tocsin", "var/lib/tocsin", "var/cache/tocsin") if (host.root / path).exists()]
            assert not left, f"{name} has {left} left"


def play(names, bundle, folder, suite):
    lab = Lab("ansible", "/var/tmp/tocsin-host-test", suite, PACKAGES)
    lab.check()
    lab.base()
    lab.network()
    lab.enter()
    try:
        for name in names:
            begun = time.monotonic()
            scenario = Scenario(name, lab, bundle, folder)
            scenario.boot()
            scenario.molecule()
            load = scenario.load()
            scenario.changed_under_load(load)
            if name == "fleet":
                scenario.one_is_down(load)
            scenario.removed()
            scenario.boot()
            scenario.timed()
            say(f"{name}: good, after {time.monotonic() - begun:.0f} s")
            for host in scenario.hosts.values():
                host.remove()
    finally:
        lab.down()
