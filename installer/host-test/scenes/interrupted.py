"""tocsinctl dies by SIGKILL while it installs on a host that lives."""
import contextlib
import fcntl
import os
import pathlib
import random
import select
import signal
import subprocess
import time

from bed.site import Site

from .stage import ORGANIZATION, PROJECT


def killed(stage, report):
    """At every step, after its work and before the journal says so, and somewhere within the next one; then the same command."""
    host = stage.bare("killed")
    bundle = stage.unpacked(host)
    command = (f"{bundle}/bin/tocsinctl", "install", "--url", stage.url(host))
    deaths, places, lines, code = 0, [], 0, None
    while code is None:
        code = install_and_die(host, command, lines, anywhere=deaths % 3 == 2)
        if code is None:
            deaths += 1
            places.append(interrupted_at(host))
            # Whoever always dies at the same place never comes further.
            lines = lines + 1 if places[-2:-1] == places[-1:] else 0
        if deaths > 400:
            raise AssertionError(f"it does not come to an end: {places[-5:]}")
    report.number("killed", deaths)
    report.number("steps it was killed in", len(set(places)))
    report.promise("the same command finishes it", code == 0, str(code))
    report.promise("it was killed in most of its steps", len(set(places)) >= 25, str(sorted(set(places))))
    again = host.tocsinctl("install", "--bundle", bundle, "--url", stage.url(host), check=False)
    report.promise("afterwards nothing is left to do", again["ok"] and again["changes"] == [], str(again)[:500])
    Site(stage.url(host)).wait_until_it_serves()
    site, dsn = stage.settle(host)
    stage.fail_in_python(dsn)
    site.waits_for(f"/{ORGANIZATION}/{PROJECT}/issues", "PaymentFailed", 30)
    report.promise("what was installed takes an event", True)
    host.remove()


def install_and_die(host, command, lines, anywhere):
    """
    None when it was killed, else its exit code. It writes a line when a step's work is done, before the journal has it, and
    before the work of a long one, into a pipe that holds one line and is full: so it stands still there until it is killed, or
    until so many lines were let through.
    """
    reading, writing = os.pipe2(os.O_DIRECT | os.O_CLOEXEC)
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    os.write(writing, b"full\n")
    process = subprocess.Popen(host.command(*command), stdout=subprocess.DEVNULL, stderr=writing)
    os.close(writing)
    try:
        for _ in range(lines):
            if not stands_still(process):
                return drained(process, reading)
            os.read(reading, 4096)
            select.select([reading], [], [], 60)
        if anywhere and lines:
            time.sleep(random.uniform(0, 0.05))
        elif not stands_still(process):
            return drained(process, reading)
        with contextlib.suppress(ProcessLookupError, TypeError):
            os.kill(child(process.pid), signal.SIGKILL)
        return None if process.wait(30) else 0
    finally:
        os.close(reading)


def stands_still(process):
    """Whether it waits to write a line; not, if it ends before."""
    while process.poll() is None:
        pid = child(process.pid)
        for task in pathlib.Path(f"/proc/{pid}/task").glob("*") if pid else ():
            with contextlib.suppress(OSError):
                if (task / "syscall").read_text().startswith("1 0x2 "):
                    return True
        time.sleep(0.002)
    return False


def drained(process, reading):
    while select.select([reading], [], [], 0)[0] and os.read(reading, 4096):
        pass
    return process.wait()


def child(pid):
    """nsenter's one child is tocsinctl."""
    with contextlib.suppress(OSError):
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return int(children[0]) if children else None
    return None


def interrupted_at(host):
    journal = host.root / "var/lib/tocsin/journal/install"
    lines = [line.split("\t") for line in journal.read_text().splitlines()] if journal.exists() else []
    return " ".join(lines[-1][1:3]) if lines else "before the first"
