"""MANIFEST: what every file of a bundle must be, a line "<sha256>  <mode>  <path>" for each, sorted by path."""
import hashlib
import pathlib
import re

from . import Refused
from .archive import files, mode

#: The manifest itself, and the keys that vouch for it.
UNLISTED = {"MANIFEST", "MANIFEST.sig", "keys/release.pem", "keys/release.pem.sig"}
_LINE = re.compile(r"([0-9a-f]{64})  (0[0-7]{3})  (\S.*)")


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def write(root):
    """Writes root/MANIFEST, after giving every file the mode that it will have on a host."""
    root = pathlib.Path(root)
    lines = []
    for name in files(root):
        if name not in UNLISTED:
            (root / name).chmod(mode(root / name))
            lines.append(f"{sha256(root / name)}  {mode(root / name):04o}  {name}\n")
    (root / "MANIFEST").write_text("".join(lines))


def read(root):
    """{path: (sha256, mode)}."""
    entries = {}
    for line in (pathlib.Path(root) / "MANIFEST").read_text().splitlines():
        found = _LINE.fullmatch(line)
        if not found or found.group(3) in entries or found.group(3).startswith("/") or ".." in found.group(3).split("/"):
            raise Refused(f"MANIFEST has a line that is none: {line}")
        entries[found.group(3)] = (found.group(1), int(found.group(2), 8))
    return entries


def differences(root):
    """What is not as the manifest says, in words; nothing when all is well."""
    root = pathlib.Path(root)
    expected, found = read(root), set(files(root)) - UNLISTED
    said = [f"{name} is missing" for name in expected.keys() - found]
    said += [f"{name} is not in the manifest" for name in found - expected.keys()]
    for name in found & expected.keys():
        digest, bits = expected[name]
        if sha256(root / name) != digest:
            said.append(f"{name} has another content")
        elif (root / name).stat().st_mode & 0o7777 != bits:
            said.append(f"{name} has another mode than {bits:04o}")
    return sorted(said)
