import os
import pathlib
import subprocess
import tarfile
import tempfile
import unittest
import zipfile

from assembly import Refused, archive, manifest, materials, signing


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def tree(self, name="tree", umask=0o022):
        old = os.umask(umask)
        self.addCleanup(os.umask, old)
        root = self.folder / name
        for path, text in {"b/two": "2", "a": "1", "b/c/three": "3"}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        (root / "a").chmod(0o700)
        os.umask(old)
        return root


class ArchiveTest(Folder):
    def test_neither_umask_nor_time_nor_place_is_in_it(self):
        for pack, name in ((archive.tar, "tar"), (archive.tar_gz, "tgz")):
            first, second = self.folder / f"first.{name}", self.folder / f"second.{name}"
            pack(self.tree("one", 0o022), first, "p", 7)
            other = self.tree("two", 0o077)
            os.utime(other / "a", (1, 1))
            pack(other, second, "p", 7)
            self.assertEqual(first.read_bytes(), second.read_bytes())

    def test_entries_are_sorted_owned_by_root_and_of_two_modes(self):
        archive.tar(self.tree(), self.folder / "out", "p", 7, order=("b/two",), skip=("b/c/",))
        with tarfile.open(self.folder / "out") as packed:
            entries = [(each.name, f"{each.mode:o}", each.uid, each.uname, each.mtime) for each in packed]
        self.assertEqual(
            [("p", "755", 0, "root", 7), ("p/b", "755", 0, "root", 7), ("p/b/two", "644", 0, "root", 7), ("p/a", "755", 0, "root", 7)], entries
        )

    def test_links_are_refused(self):
        root = self.tree()
        (root / "link").symlink_to("a")
        with self.assertRaisesRegex(Refused, "neither a file nor a directory"):
            archive.files(root)


class ManifestTest(Folder):
    def test_it_says_of_every_file_what_sha256sum_says(self):
        root = self.tree()
        manifest.write(root)
        lines = (root / "MANIFEST").read_text().splitlines()
        self.assertEqual(["0755  a", "0644  b/c/three", "0644  b/two"], [line[66:] for line in lines])
        said = subprocess.run(["sha256sum", "a"], cwd=root, capture_output=True, text=True).stdout
        self.assertEqual(said[:64], lines[0][:64])
        self.assertEqual([], manifest.differences(root))

    def test_every_difference_is_told(self):
        root = self.tree()
        manifest.write(root)
        (root / "a").chmod(0o644)
        (root / "b/two").write_text("other")
        (root / "b/c/three").unlink()
        (root / "more").write_text("")
        said = ["a has another mode than 0755", "b/c/three is missing", "b/two has another content", "more is not in the manifest"]
        self.assertEqual(said, manifest.differences(root))

    def test_a_line_that_leads_out_is_refused(self):
        for path in ("/etc/passwd", "../out"):
            (self.folder / "MANIFEST").write_text(f"{'0' * 64}  0644  {path}\n")
            with self.assertRaisesRegex(Refused, "a line that is none"):
                manifest.read(self.folder)


class SigningTest(Folder):
    def test_keys_for_one_build_vouch_for_what_they_sign(self):
        keys = signing.Keys.of_environment(self.folder / "keys", {})
        self.assertTrue(keys.development)
        content = self.folder / "content"
        content.write_text("content")
        keys.sign(content)
        self.assertEqual(64, (self.folder / "content.sig").stat().st_size)
        self.assertTrue(signing.verifies(keys.public, content, f"{content}.sig"))
        content.write_text("other")
        self.assertFalse(signing.verifies(keys.public, content, f"{content}.sig"))
        self.assertEqual(0o600, keys.private.stat().st_mode & 0o777)

    def test_given_keys_are_taken_and_a_stranger_to_the_root_is_refused(self):
        given, other = (signing.Keys.of_environment(self.folder / name, {}) for name in ("given", "other"))
        environment = dict(zip(signing.NAMES, map(str, (given.private, given.signature, given.root))))
        keys = signing.Keys.of_environment(self.folder / "keys", environment)
        self.assertFalse(keys.development)
        self.assertEqual(given.public.read_text(), keys.public.read_text())
        with self.assertRaisesRegex(Refused, "no signature of the release key"):
            signing.Keys.of_environment(self.folder / "keys", {**environment, "TOCSIN_ROOT_KEY": str(other.root)})
        with self.assertRaisesRegex(Refused, "TOCSIN_ROOT_KEY must be given as well"):
            signing.Keys.of_environment(self.folder / "keys", {**environment, "TOCSIN_ROOT_KEY": ""})


class MaterialsTest(Folder):
    def test_the_list_is_the_same_whatever_order_its_parts_came_in(self):
        one = materials.component("one", "1", "MIT", "pkg:generic/one@1")
        two = materials.component("two", "-", "ISC AND MIT", "pkg:generic/two")
        first = materials.merged("26.1.0", "2026-01-01T00:00:00Z", [one, two])
        self.assertEqual(first, materials.merged("26.1.0", "2026-01-01T00:00:00Z", [two, one, two]))
        self.assertNotIn("version", first["components"][1])
        self.assertIn("| two |  | ISC AND MIT |", materials.licences(first))

    def test_what_is_linked_in_has_a_licence(self):
        for component in materials.of_part(pathlib.Path(__file__).parents[1] / "linked"):
            self.assertTrue(component["licenses"] and component["purl"].startswith("pkg:"), component)

    def test_texts_of_licences_are_told_once_with_all_who_bring_them(self):
        for name in ("b.jar", "a.jar"):
            with zipfile.ZipFile(self.folder / name, "w") as jar:
                jar.writestr("META-INF/LICENSE.txt", "The licence\r\n")
                jar.writestr("META-INF/NoticeBoard.class", "no text")
        text = materials.texts(self.folder.glob("*.jar"))
        self.assertEqual(1, text.count("The licence"))
        self.assertIn("a.jar\nb.jar", text)
        self.assertNotIn("no text", text)
