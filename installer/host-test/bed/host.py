import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

MIB = 1 << 20
#: What a clean login has; nothing of whoever runs the test comes along.
ENVIRONMENT = ("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "HOME=/root")


class Host:
    """One machine: an own disk, an own address, an own systemd. Its power can be cut."""

    def __init__(self, lab, name, folder):
        self.lab, self.name, self.folder = lab, name, folder
        self.root, self.upper, self.pid_file, self.address_file = (folder / part for part in ("root", "upper", "pid", "address"))
        self.namespace = f"{lab.namespace}-{name}"

    @property
    def address(self):
        return self.address_file.read_text()

    def make(self, base, address):
        for part in ("root", "upper", "work"):
            (self.folder / part).mkdir(parents=True)
        self.address_file.write_text(address)
        (self.folder / "base").write_text(str(base))
        lab, own = self.lab.namespace, self.namespace
        for words in (
            f"netns add {own}",
            f"-n {lab} link add v-{self.name} type veth peer name host0 netns {own}",
            f"-n {lab} link set v-{self.name} master br0 up",
            f"-n {own} addr add {self.address}/24 dev host0",
            f"-n {own} link set host0 up",
            f"-n {own} link set lo up",
        ):
            subprocess.run(["ip", *words.split()], check=True)

    def own_disk(self, path, gigabytes):
        """A disk of its own for a path, before the host boots; it takes only what is written to it."""
        image, place = self.folder / f"disk{path.replace('/', '-')}", self.root / path.lstrip("/")
        with open(image, "wb") as disk:
            disk.truncate(gigabytes << 30)
        subprocess.run(["mkfs.ext4", "-q", "-E", "nodiscard", "-m", "0", image], check=True)
        place.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-o", "loop", image, place], check=True)

    # ---- power ------------------------------------------------------------------------------------------------
    def boot(self):
        """Comes back when systemd has started what it starts."""
        if not os.path.ismount(self.root):
            layers = f"lowerdir={(self.folder / 'base').read_text()},upperdir={self.upper},workdir={self.folder / 'work'}"
            subprocess.run(["mount", "-t", "overlay", "overlay", "-o", layers, self.root], check=True)
        (self.root / "etc/hostname").write_text(self.name + "\n")
        (self.root / "etc/hosts").write_text(f"127.0.0.1 localhost\n{self.address} {self.name}\n")
        with open(self.folder / "console", "a") as console:
            nspawn = subprocess.Popen(
                ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--console=read-only", f"--machine={self.name}",
                 f"--hostname={self.name}", f"--directory={self.root}", "--resolv-conf=off",
                 f"--network-namespace-path=/run/netns/{self.namespace}", "--boot",
                 # The newest systemd wants to be asked where the kernel has no unified control groups.
                 "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1"],
                stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True,
            )  # fmt: skip
        self.pid_file.write_text(str(nspawn.pid))
        deadline = time.monotonic() + 300
        while self.run("systemctl", "is-system-running", check=False).stdout.strip() not in ("running", "degraded"):
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name} does not boot: see {self.folder / 'console'}")
            time.sleep(0.05)
        self.say_memory()

    def say_memory(self):
        """The size that the host says it has, by which an installation is measured out; nothing keeps it within."""
        lines = pathlib.Path("/proc/meminfo").read_text().splitlines()
        size = f"MemTotal:       {self.lab.megabytes * 1024} kB"
        self.write("/etc/meminfo", "\n".join(size if line.startswith("MemTotal:") else line for line in lines) + "\n")
        self.run("mount", "--bind", "/etc/meminfo", "/proc/meminfo")

    def cut(self):
        """No process gets to do anything before it ends. What the kernel was told to write is not lost, as it would be."""
        self.end(signal.SIGKILL)

    def power_off(self):
        self.end(signal.SIGRTMIN + 4)

    def end(self, with_signal):
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            pid, first = int(self.pid_file.read_text()), self.first()
            if first:
                os.kill(first, with_signal)
            gone(pid, 90) or os.kill(pid, signal.SIGKILL)
            gone(pid, 10)
        self.pid_file.unlink(missing_ok=True)

    def reboot(self):
        self.power_off()
        self.boot()

    def remove(self):
        self.end(signal.SIGKILL)
        subprocess.run(["umount", "--recursive", self.root], capture_output=True)
        if pathlib.Path("/run/netns", self.namespace).exists():
            subprocess.run(["ip", "netns", "del", self.namespace], check=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- work on it -------------------------------------------------------------------------------------------
    def first(self):
        """The host's process 1, as this machine numbers it; None where there is none."""
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            nspawn = int(self.pid_file.read_text())
            children = pathlib.Path(f"/proc/{nspawn}/task/{nspawn}/children").read_text().split()
            return int(children[0]) if children else None
        return None

    def command(self, *words):
        return ["nsenter", f"--target={self.first() or 0}", "-m", "-u", "-i", "-n", "-p", "--", "env", "-i", *ENVIRONMENT, *map(str, words)]

    def run(self, *words, check=True, input=None, timeout=300):
        """As root on the host."""
        done = subprocess.run(self.command(*words), capture_output=True, text=True, input=input, timeout=timeout)
        if check and done.returncode:
            raise AssertionError(f"on {self.name}, `{' '.join(map(str, words))}` ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done

    def tocsinctl(self, *words, check=True, **how):
        """The object that it answers."""
        done = self.run("/opt/tocsin/current/bin/tocsinctl", *words, "--json", check=False, **how)
        try:
            answer = json.loads(done.stdout)
        except json.JSONDecodeError:
            raise AssertionError(f"tocsinctl {' '.join(words)} ended with {done.returncode} and said: {done.stdout}{done.stderr}") from None
        if check and not answer["ok"]:
            raise AssertionError(f"tocsinctl {' '.join(words)}: {answer['findings']}")
        return answer

    def put(self, source, target):
        place = self.root / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place)

    def write(self, target, text, mode=0o644):
        place = self.root / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        place.chmod(mode)

    def sql(self, text):
        """Rows as lists of text, asked by the database's own account."""
        done = self.run(
            "setpriv", "--reuid=tocsin-postgresql", "--regid=tocsin-postgresql", "--clear-groups",
            "/opt/tocsin/current/postgresql/bin/psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1",
            "--host=/run/tocsin-postgresql", "--username=postgres", "--dbname=tocsin", "--file=-", input=text,
        )  # fmt: skip
        return [line.split("|") for line in done.stdout.splitlines()]

    def processes(self):
        """All of them, as this machine numbers them, with the unit that each belongs to."""
        waiting, found = [self.first()], {}
        while waiting:
            pid = waiting.pop()
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                groups = pathlib.Path(f"/proc/{pid}/cgroup").read_text()
                found[pid] = groups.split("name=systemd:")[-1].split("\n")[0].rsplit("/", 1)[-1]
                for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
                    waiting += map(int, (thread / "children").read_text().split())
        return found

    def memory(self):
        """MB that each unit of ours takes, shared pages divided by those who share them."""
        sums = {}
        for pid, unit in self.processes().items():
            if unit.startswith("tocsin"):
                with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                    rolled = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
                    kilobytes = next(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))
                    sums[unit] = sums.get(unit, 0) + kilobytes * 1024 / MIB
        return {unit: round(size, 1) for unit, size in sorted(sums.items())}

    def files(self):
        """What lies on its disk: for each path its type, mode, owner, size and, where it is small, content."""
        found = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = [each for each in folders if not passing(os.path.join(folder, each).removeprefix(str(self.root)))]
            for name in [*folders, *names]:
                path = pathlib.Path(folder, name)
                stat = path.lstat()
                content = path.read_bytes() if path.is_file() and not path.is_symlink() and stat.st_size < MIB else None
                found["/" + str(path.relative_to(self.root))] = (stat.st_mode, stat.st_uid, stat.st_gid, content)
        return found


#: Where systemd itself keeps what it likes.
NOT_OURS = {"/proc", "/sys", "/dev", "/run", "/tmp", "/var/log", "/var/lib/systemd", "/var/lib/private", "/var/cache"}
#: What systemd makes there for a service that is asked something.
PASSING = "/var/tmp/systemd-private-"


def passing(path):
    return path in NOT_OURS or path.startswith(PASSING)


def gone(pid, seconds):
    """Whether a process ends within so many seconds; a child of ours is buried."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        if not pathlib.Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.02)
    return False
