import contextlib
import ctypes
import fcntl
import os
import pathlib
import shutil
import subprocess

from . import Refused
from .host import Host

TOOLS = {"systemd-nspawn": "systemd-container", "debootstrap": "debootstrap", "nsenter": "util-linux", "ip": "iproute2", "openssl": "openssl"}
#: A bare host: what no Debian with systemd lacks, and nothing that an installation could lean on by accident.
PACKAGES = "systemd,systemd-sysv,dbus,iproute2,procps"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "tocsin-host-test"
CLONE_NEWNET = 0x40000000


def sh(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"{' '.join(map(str, command))}: {(done.stderr or done.stdout).strip()[-500:]}")
    return done.stdout


class Lab:
    """One network with its hosts. Nothing of it listens on an address of this machine, and nothing in it reaches further."""

    def __init__(self, name, folder, suite, packages="", megabytes=2048):
        self.name, self.suite, self.packages, self.megabytes = name, suite, packages, megabytes
        self.folder = pathlib.Path(folder) / name
        self.namespace = f"tocsin-{name}"

    @staticmethod
    def check():
        if os.geteuid() != 0:
            raise Refused("only root can boot hosts: they are systemd-nspawn containers")
        missing = {tool: package for tool, package in TOOLS.items() if not shutil.which(tool)}
        if missing:
            raise Refused(f"missing: {', '.join(missing)}; Debian: apt-get install {' '.join(missing.values())}")

    # ---- the tree that all hosts begin with ---------------------------------------------------------------------
    def base(self):
        wanted = ",".join(filter(None, [PACKAGES, self.packages]))
        tree = CACHE / (self.suite if not self.packages else f"{self.suite}+{self.packages.replace(',', '+')}")
        CACHE.mkdir(parents=True, exist_ok=True)
        with self.alone("base"):
            if not tree.is_dir():
                new = tree.with_name(tree.name + ".new")
                shutil.rmtree(new, ignore_errors=True)
                sh("debootstrap", "--variant=minbase", f"--include={wanted}", self.suite, new, mirror())
                new.rename(tree)
            prepare(tree)
        return tree

    @contextlib.contextmanager
    def alone(self, what):
        with open(CACHE / f".{what}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # ---- the network --------------------------------------------------------------------------------------------
    def network(self):
        if pathlib.Path("/run/netns", self.namespace).exists():
            return
        sh("ip", "netns", "add", self.namespace)
        for words in ("link set lo up", "link add br0 type bridge", "addr add 10.79.0.1/24 dev br0", "link set br0 up"):
            sh("ip", "-n", self.namespace, *words.split())

    def enter(self):
        """From here on this process is in the lab: what it connects to are the hosts."""
        with open(f"/run/netns/{self.namespace}") as namespace:
            if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), CLONE_NEWNET):
                raise Refused(f"cannot enter {self.namespace}: {os.strerror(ctypes.get_errno())}")

    # ---- hosts --------------------------------------------------------------------------------------------------
    def host(self, name):
        if not name.isalnum() or not name.islower() or len(name) > 8:
            raise Refused(f"{name}: a host's name is up to 8 letters and digits, beginning with a letter")
        return Host(self, name, self.folder / name)

    def hosts(self):
        return [self.host(each.name) for each in sorted(self.folder.glob("*")) if each.is_dir()]

    def up(self, name):
        """A new bare host, which has booted."""
        base = self.base()
        self.network()
        host = self.host(name)
        host.remove()
        taken = {each.address for each in self.hosts()}
        host.make(base, next(address for address in (f"10.79.0.{number}" for number in range(11, 250)) if address not in taken))
        host.boot()
        return host

    def down(self):
        for host in self.hosts():
            host.remove()
        if pathlib.Path("/run/netns", self.namespace).exists():
            sh("ip", "netns", "del", self.namespace)
        shutil.rmtree(self.folder, ignore_errors=True)


def prepare(tree):
    """What in a container only slows the boot down, or would be the same on every host."""
    (tree / "etc/machine-id").write_text("")
    shutil.rmtree(tree / "var/cache/apt/archives", ignore_errors=True)
    masked = "systemd-networkd-wait-online console-getty getty@tty1 apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer"
    sh("systemctl", "--quiet", f"--root={tree}", "mask", *masked.split())


def mirror():
    """The archive that this machine itself uses."""
    if os.environ.get("TOCSIN_DEBIAN_MIRROR"):
        return os.environ["TOCSIN_DEBIAN_MIRROR"]
    sources = [*pathlib.Path("/etc/apt/sources.list.d").glob("*.sources"), pathlib.Path("/etc/apt/sources.list")]
    for line in "\n".join(path.read_text() for path in sources if path.exists()).splitlines():
        words = [word for word in line.split() if not word.startswith(("[", "signed-by", "arch="))]
        if line.startswith("URIs:") or line.startswith("deb "):
            return words[1]
    return "http://deb.debian.org/debian"
