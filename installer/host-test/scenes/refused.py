"""Bad input on a host that lives: one clear finding with code and remedy, a documented exit code, and nothing changed."""
import os
import subprocess
import time

from bed.site import Site

from .interrupted import child, stands_still
from .living import differing

#: Where what is tried lies, and where what ran leaves nothing.
OURS = ("/srv/", "/root/")


def refused(stage, report):
    """Bundles, hosts and words that do not fit, one after another."""
    host = stage.bare("bad")
    host.put(stage.bundle, "/srv/whole.run")
    bundle = host.run("sh", "/srv/whole.run", "--extract", "/srv").stdout.strip()
    damage(stage.bundle, host.root / "srv")
    tocsinctl, url = f"{bundle}/bin/tocsinctl", ["--url", stage.url(host)]
    before = host.files()

    def tried(what, exit_code, code, *command):
        done = host.run(*command, check=False)
        said = done.stdout + done.stderr
        report.promise(f"{what}: ends with {exit_code}", done.returncode == exit_code, f"{done.returncode} {said[-400:]}")
        report.promise(f"{what}: says {code} and what to do", code in said and ("What to do" in said or f"tocsinctl help {code}" in said), said[-400:])
        changed = differing(before, host.files(), OURS)
        report.promise(f"{what}: changes nothing", not changed, str(changed[:5]))

    tried("a truncated bundle", 6, "E204", "sh", "/srv/truncated.run", "install", *url)
    tried("a bundle with another byte", 6, "E204", "sh", "/srv/tampered.run", "install", *url)
    tried("a bundle with another head", 6, "E204", "sh", "/srv/head.run", "install", *url)
    tried("another architecture", 3, "E101", "setarch", "i686", "sh", "/srv/whole.run", "install", *url)
    tried("a misspelt option", 2, "E901", "sh", "/srv/whole.run", "install", "--ulr", "http://x")
    tried("a wrong address", 2, "E602", "sh", "/srv/whole.run", "install", "--url", "errors.example.org")
    tried("no root", 7, "E301", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "/srv/whole.run", "install", *url)

    (host.root / bundle.lstrip("/") / "bin/extra").write_text("nobody signed this\n")
    tried("a file that nobody signed", 6, "E206", tocsinctl, "install", "--bundle", bundle, *url)
    (host.root / bundle.lstrip("/") / "bin/extra").unlink()
    manifest = host.root / bundle.lstrip("/") / "MANIFEST"
    signed = manifest.read_bytes()
    manifest.write_bytes(signed + b"\n")
    tried("a manifest that nobody signed", 6, "E203", tocsinctl, "install", "--bundle", bundle, *url)
    manifest.write_bytes(signed)

    host.run("mount", "-t", "tmpfs", "-o", "size=50m", "tmpfs", "/mnt")
    tried("too little room to unpack", 3, "E106", "env", "TMPDIR=/mnt", "sh", "/srv/whole.run", "install", *url)
    host.run("umount", "/mnt")
    host.run("mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", "/var/lib")
    tried("too little room for data", 3, "E106", tocsinctl, "install", "--bundle", bundle, *url)
    host.run("umount", "/var/lib")

    taken = subprocess.Popen(host.command("systemd-socket-activate", "-l", "80", "cat"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    tried("a port in use", 3, "E108", tocsinctl, "install", "--bundle", bundle, *url)
    os.kill(child(taken.pid), 9)
    taken.wait()

    reading, writing = os.pipe2(os.O_DIRECT | os.O_CLOEXEC)
    other = subprocess.Popen(host.command(tocsinctl, "install", "--bundle", bundle, *url), stdout=subprocess.DEVNULL, stderr=full(writing))
    os.close(writing)
    stands_still(other)
    before = host.files()
    tried("a second tocsinctl", 5, "E302", tocsinctl, "install", "--bundle", bundle, *url)
    while os.read(reading, 4096):
        pass
    other.wait(30)
    report.promise("the first one goes on and ends well", other.returncode == 0, str(other.returncode))
    Site(stage.url(host)).wait_until_it_serves()
    host.remove()


def full(writing):
    """A pipe that takes no more until somebody reads."""
    os.set_blocking(writing, False)
    try:
        while True:
            os.write(writing, b"full\n")
    except BlockingIOError:
        os.set_blocking(writing, True)
        return writing


def damage(bundle, folder):
    content = bytearray(bundle.read_bytes())
    (folder / "truncated.run").write_bytes(content[: len(content) // 2])
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    (folder / "tampered.run").write_bytes(changed)
    (folder / "head.run").write_bytes(bytes(content).replace(b"set -eu\n", b"set -eu\ntrue\n", 1))
