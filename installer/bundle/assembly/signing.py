"""Ed25519 by openssl: an offline root signs release keys, a release key signs what is shipped.

A release is signed with what the environment names:

    TOCSIN_RELEASE_KEY             the private key of the release, in PEM
    TOCSIN_RELEASE_KEY_SIGNATURE   64 bytes: the root's signature of the release key's public half
    TOCSIN_ROOT_KEY                the root's public key, in PEM, which tocsinctl was built with

The root's private key is never on a machine that builds. Without any of the three there are keys for one build, whose root
is nobody's: good for trying, and named as such.
"""
import os
import pathlib
import shutil
import subprocess
import sys

from . import Refused

NAMES = ("TOCSIN_RELEASE_KEY", "TOCSIN_RELEASE_KEY_SIGNATURE", "TOCSIN_ROOT_KEY")


def openssl(*arguments, check=True):
    if not shutil.which("openssl"):
        raise Refused("openssl 3 is missing (Debian: apt-get install openssl)")
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True)
    if check and done.returncode:
        raise Refused(f"openssl {arguments[0]} failed: {done.stderr.strip()}")
    return done


def generate(private, public):
    """A new pair of keys, in PEM; the private one is for its owner alone."""
    old = os.umask(0o077)
    try:
        openssl("genpkey", "-algorithm", "ed25519", "-out", private)
    finally:
        os.umask(old)
    openssl("pkey", "-in", private, "-pubout", "-out", public)


def sign(private, content, signature):
    openssl("pkeyutl", "-sign", "-rawin", "-inkey", private, "-in", content, "-out", signature)


def verifies(public, content, signature):
    done = openssl("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", public, "-in", content, "-sigfile", signature, check=False)
    return done.returncode == 0


class Keys:
    """The keys of one release: `private` signs, `public` and `signature` go into the bundle, `root` vouches for them."""

    def __init__(self, private, public, signature, root, development):
        self.private, self.public, self.signature, self.root = map(pathlib.Path, (private, public, signature, root))
        self.development = development
        if not verifies(self.root, self.public, self.signature):
            raise Refused(f"{self.signature} is no signature of the release key by the root {self.root}")

    @classmethod
    def of_environment(cls, directory, environment=os.environ):
        """Those that the environment names, or some for this build alone, which are kept in the directory."""
        directory = pathlib.Path(directory)
        directory.mkdir(parents=True, exist_ok=True)
        given = [environment.get(name) for name in NAMES]
        if all(given):
            public, root = directory / "release.pem", directory / "root.pem"
            openssl("pkey", "-in", given[0], "-pubout", "-out", public)
            shutil.copyfile(given[2], root)
            return cls(given[0], public, given[1], root, development=False)
        if any(given):
            missing = [name for name, value in zip(NAMES, given) if not value]
            raise Refused(f"{' and '.join(missing)} must be given as well, or none of {', '.join(NAMES)}")
        names = [directory / name for name in ("release.key", "release.pem", "release.pem.sig", "root.key", "root.pem")]
        private, public, signature, root_private, root = names
        if not all(path.exists() for path in names):
            generate(root_private, root)
            generate(private, public)
            sign(root_private, public, signature)
        print(f"release: signed with keys for development, whose root is nobody's ({root})", file=sys.stderr)
        return cls(private, public, signature, root, development=True)

    def sign(self, content):
        """Puts the signature beside the content, as NAME.sig."""
        sign(self.private, content, f"{content}.sig")
