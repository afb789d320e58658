"""tocsinctl dies by SIGKILL while it installs on a host that lives."""
import contextlib
import fcntl
import itertools
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
    """At every step, after its work and before the journal says so; then on another host anywhere; then the same command."""
    for anywhere in (False, True):
        host = stage.bare("killed")
        bundle = stage.unpacked(host)
        code, places = until_it_lives(host, (f"{bundle}/bin/tocsinctl", "install", "--url", stage.url(host)), anywhere)
        where = "anywhere" if anywhere else "at the end of a step"
        report.number(f"killed {where}", len(places))
        report.promise(f"killed {where}, the same command finishes it", code == 0, str(code))
        if not anywhere:
            spared = steps(host) - set(places)
            report.number("steps", len(steps(host)))
            report.promise("it was killed at every step", not spared, str(spared))
        again = host.tocsinctl("install", "--bundle", bundle, "--url", stage.url(host), check=False)
        report.promise("afterwards nothing is left to do", again["ok"] and again["changes"] == [], str(again)[:500])
        Site(stage.url(host)).wait_until_it_serves()
        site, dsn = stage.settle(host)
        stage.fail_in_python(dsn)
        site.waits_for(f"/{ORGANIZATION}/{PROJECT}/issues", "PaymentFailed", 30)
        host.remove()


def until_it_lives(host, command, anywhere):
    """Its exit code at last, and the steps that it died in."""
    places, lines = [], 0
    while len(places) < 400:
        code = install_and_die(host, command, lines, anywhere)
        if code is not None:
            return code, places
        places.append(interrupted_at(host))
        # Whoever always dies at the same place never comes further; but a step that was done is not to be let off.
        deaths = len(list(itertools.takewhile(places[-1].__eq__, reversed(places))))
        lines = 0 if deaths % 2 else deaths // 2
    raise AssertionError(f"it does not come to an end: {places[-5:]}")


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
        if not stands_still(process):
            return drained(process, reading)
        if anywhere:
            os.read(reading, 4096)
            time.sleep(random.choice((0.001, 0.01, 0.1, 0.5)))
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
    lines = journal(host)
    return lines[-1][2] if lines and lines[-1][1] == "start" else "between steps"


def steps(host):
    return {line[2] for line in journal(host) if line[1] == "start"}


def journal(host):
    file = host.root / "var/lib/tocsin/journal/install"
    return [line.split("\t") for line in file.read_text().splitlines()] if file.exists() else []
