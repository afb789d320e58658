import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from assembly import archive, manifest, selfextract, signing

NAME = "tocsin-26.1.0-dev"
VERIFYING = '#!/bin/sh\n[ "$1" != verify ] || [ ! -e "$(dirname "$0")/../keys/refuse" ] || exit 6\necho "tocsinctl $*" >&2\nexit 42\n'


class RunTest(unittest.TestCase):
    """A bundle with three files in the place of those that take an hour to build."""

    @classmethod
    def setUpClass(cls):
        cls.made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.made.cleanup)
        made = pathlib.Path(cls.made.name)
        cls.keys = signing.Keys.of_environment(made / "keys", {})
        cls.expander = made / "expand"
        selfextract.expander(cls.expander)
        cls.file = cls.build(made / "whole")

    @classmethod
    def build(cls, folder, spoil=lambda bundle: None, keys=None):
        """The file that unpacks itself, of a bundle that is spoilt after it was signed."""
        keys = keys or cls.keys
        bundle = folder / NAME
        for name, text, mode in [("bin/tocsinctl", VERIFYING, 0o755), ("etc/tocsin.env", "A=1\n", 0o644), ("release.json", "{}\n", 0o644)]:
            (bundle / name).parent.mkdir(parents=True, exist_ok=True)
            (bundle / name).write_text(text)
            (bundle / name).chmod(mode)
        manifest.write(bundle)
        keys.sign(bundle / "MANIFEST")
        (bundle / "keys").mkdir()
        shutil.copyfile(keys.public, bundle / "keys/release.pem")
        shutil.copyfile(keys.signature, bundle / "keys/release.pem.sig")
        spoil(bundle)
        tar, compressed, out = folder / "tar", folder / "zst", folder / f"{NAME}.run"
        archive.tar(bundle, tar, NAME, 0)
        selfextract.compress(tar, compressed, 1)
        selfextract.write(
            out, name=NAME, version="26.1.0-dev", expander=cls.expander, compressed=compressed, disk_megabytes=1,
            root_key=cls.keys.root, development=True,
        )  # fmt: skip
        return out

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.target = self.folder / "target"
        self.target.mkdir()

    def run_it(self, *arguments, file=None, path=None):
        environment = {"PATH": path or os.environ["PATH"], "TMPDIR": str(self.target)}
        return subprocess.run(["sh", file or self.file, *arguments], capture_output=True, text=True, env=environment)

    def standing_in(self, **programs):
        """A path on which these programs say something else than on this machine."""
        folder = self.folder / "programs"
        folder.mkdir()
        for name, said in programs.items():
            (folder / name).write_text(f"#!/bin/sh\n{said}\n")
            (folder / name).chmod(0o755)
        return f"{folder}:{os.environ['PATH']}"

    def assert_refused(self, done, status, code):
        self.assertEqual(status, done.returncode, done.stdout + done.stderr)
        self.assertIn(f"{NAME}: {code} ", done.stderr)
        self.assertIn("What to do: ", done.stderr)
        self.assertIn("Nothing was installed or changed.", done.stderr)
        self.assertEqual([], os.listdir(self.target))

    def test_help_and_version_touch_nothing(self):
        self.assertIn("--extract DIRECTORY", self.run_it("--help").stdout)
        self.assertEqual(self.run_it("--help").stdout, self.run_it().stdout)
        self.assertEqual("tocsin 26.1.0-dev\n", self.run_it("--version").stdout)
        self.assertEqual([], os.listdir(self.target))

    def test_a_whole_bundle_is_said_to_be_whole_and_leaves_nothing(self):
        done = self.run_it("--check")
        self.assertEqual((0, f"{NAME}: whole and genuine, 3 files\n"), (done.returncode, done.stdout), done.stderr)
        self.assertIn("development key", done.stderr)
        self.assertEqual([], os.listdir(self.target))

    def test_what_is_extracted_is_what_was_packed(self):
        done = self.run_it("--extract", self.target)
        self.assertEqual(f"{self.target}/{NAME}\n", done.stdout, done.stderr)
        self.assertEqual([NAME], os.listdir(self.target))
        self.assertEqual([], manifest.differences(self.target / NAME))

    def test_a_directory_that_is_there_is_left_alone(self):
        (self.target / NAME).mkdir()
        done = self.run_it("--extract", self.target)
        self.assertEqual(2, done.returncode)
        self.assertIn("E114", done.stderr)
        self.assertEqual([], os.listdir(self.target / NAME))

    def test_install_runs_tocsinctl_and_ends_as_it_does(self):
        done = self.run_it("install", "--url", "https://errors.example.org")
        self.assertEqual(42, done.returncode)
        self.assertIn("tocsinctl install --url https://errors.example.org", done.stderr)
        self.assertEqual([], os.listdir(self.target))

    def test_a_truncated_file_is_refused(self):
        for length in (10, 1000):
            cut = self.folder / f"cut-{length}"
            cut.write_bytes(self.file.read_bytes()[:-length])
            self.assert_refused(self.run_it("--extract", self.target, file=cut), 6, "E204")

    def test_one_changed_bit_is_refused_wherever_it_is(self):
        data = self.file.read_bytes()
        head = data.index(b"\x7fELF")
        for place in (head + 200, head + self.expander.stat().st_size + 20, len(data) - 2, data.index(b"Whoever has changed")):
            with self.subTest(place=place):
                changed = self.folder / f"changed-{place}"
                changed.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
                self.assert_refused(self.run_it("--extract", self.target, file=changed), 6, "E204")

    def test_another_architecture_is_refused(self):
        path = self.standing_in(uname='case $1 in -s) echo Linux ;; *) echo aarch64 ;; esac')
        self.assert_refused(self.run_it("--extract", self.target, path=path), 3, "E101")

    def test_an_old_c_library_is_refused(self):
        path = self.standing_in(getconf="echo glibc 2.31")
        self.assert_refused(self.run_it("--check", path=path), 3, "E102")

    def test_too_little_disk_is_refused(self):
        path = self.standing_in(df="echo Filesystem; echo /dev/sda 10 10 10 99% /")
        self.assert_refused(self.run_it("--extract", self.target, path=path), 3, "E106")

    def test_a_word_that_is_not_known_is_refused(self):
        self.assert_refused(self.run_it("--instal"), 2, "E901")

    def test_another_root_does_not_vouch_for_this_release(self):
        other = signing.Keys.of_environment(self.folder / "other", {})
        done = self.run_it("--root-key", other.root, "--check")
        self.assert_refused(done, 6, "E202")

    def test_a_manifest_by_another_key_is_refused(self):
        other = signing.Keys.of_environment(self.folder / "other", {})

        def sign_again(bundle):
            other.sign(bundle / "MANIFEST")

        self.assert_refused(self.run_it("--check", file=self.build(self.folder / "spoilt", sign_again)), 6, "E203")

    def test_what_was_changed_after_it_was_signed_is_refused(self):
        spoilt = self.build(self.folder / "changed", lambda bundle: (bundle / "etc/tocsin.env").write_text("A=2\n"))
        self.assert_refused(self.run_it("--check", file=spoilt), 6, "E204")
        spoilt = self.build(self.folder / "added", lambda bundle: (bundle / "etc/more").write_text("A=2\n"))
        self.assert_refused(self.run_it("--check", file=spoilt), 6, "E206")
        spoilt = self.build(self.folder / "removed", lambda bundle: (bundle / "etc/tocsin.env").unlink())
        self.assert_refused(self.run_it("--check", file=spoilt), 6, "E204")

    def test_without_openssl_tocsinctl_is_asked(self):
        folder = self.folder / "without"
        folder.mkdir()
        for tool in "sh uname getconf sort sed head tail wc cut sha256sum mkdir df awk mktemp rm chmod tar cat grep find cmp dirname mv".split():
            (folder / tool).symlink_to(shutil.which(tool))
        done = self.run_it("--check", path=str(folder))
        self.assertEqual(42, done.returncode)
        self.assertIn("tocsinctl verify --root-key", done.stderr)

    def test_the_same_parts_make_the_same_file(self):
        again = self.build(self.folder / "again")
        self.assertEqual(hashlib.sha256(self.file.read_bytes()).hexdigest(), hashlib.sha256(again.read_bytes()).hexdigest())
