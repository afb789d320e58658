"""The one file that unpacks and checks itself: run.sh, the program that undoes zstd, and the bundle's tar."""
import hashlib
import pathlib
import re
import shutil
import subprocess

from . import Refused

HERE = pathlib.Path(__file__).resolve().parents[1]
_WIDTH = 10


def compress(tar, out, level):
    """zstd with a window that spans the bundle, so that the executable within the image costs nothing. Same bytes each time."""
    if not shutil.which("zstd"):
        raise Refused("zstd is missing (Debian: apt-get install zstd)")
    subprocess.run(["zstd", "-q", "-f", f"-{level}", "--long=28", "-T2", tar, "-o", out], check=True)


def expander(out):
    """The program that undoes it; zstd is within, and of the host it needs the C library alone."""
    done = subprocess.run(
        ["gcc", "-O2", "-s", "-Wall", "-Werror", "-Wl,--gc-sections", "-Wl,--build-id=none", "-o", out, HERE / "expand.c", "-l:libzstd.a"],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Refused(f"expand.c does not compile (Debian: apt-get install gcc libzstd-dev): {done.stderr}")


def write(out, *, name, version, expander, compressed, disk_megabytes, root_key, development):
    """Writes the executable file; `compressed` is the tar of the directory `name`."""
    body = hashlib.sha256(expander.read_bytes())
    with open(compressed, "rb") as content:
        while block := content.read(1 << 20):
            body.update(block)
    values = {
        "NAME": name,
        "VERSION": version,
        "EXPANDER_BYTES": expander.stat().st_size,
        "BODY_BYTES": compressed.stat().st_size,
        "BODY_SHA256": body.hexdigest(),
        "DISK_MEGABYTES": disk_megabytes,
        "GLIBC_FLOOR": pinned("glibc_floor"),
        "DEVELOPMENT": "yes" if development else "no",
        "ROOT": root_key.read_text().strip(),
        "HEAD_SHA256": "",
        "HEAD_BYTES": "0" * _WIDTH,
    }
    head = re.sub(r"@([A-Z0-9_]+)@", lambda found: str(values[found.group(1)]), (HERE / "run.sh").read_text()).encode()
    # Neither number may change the length that it tells: one is padded, the other is left out where it is computed.
    length = len(head) + len(hashlib.sha256().hexdigest())
    head = head.replace(b"head_bytes=" + b"0" * _WIDTH, f"head_bytes={length}".ljust(len("head_bytes=") + _WIDTH).encode())
    head = head.replace(b"head_sha256=\n", f"head_sha256={hashlib.sha256(head).hexdigest()}\n".encode())
    with open(out, "wb") as file:
        file.write(head)
        for part in (expander, compressed):
            with open(part, "rb") as content:
                shutil.copyfileobj(content, file, 1 << 20)
    out.chmod(0o755)


def pinned(name):
    """A value of the file `versions`."""
    return re.search(rf"^{name}=(\S+)$", (HERE / "versions").read_text(), re.MULTILINE).group(1)
