import gzip
import io
import json
import pathlib
import tarfile
import tempfile
import unittest

from check import tools


class PackageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def packed(self, version="26.7.1", place="."):
        (self.folder / place).mkdir(exist_ok=True)
        done = tools.run(tools.HERE / "package", version, self.folder / place)
        self.assertEqual(0, done.returncode, done.stderr)
        return pathlib.Path(done.stdout.strip())

    def test_it_is_the_same_each_time(self):
        self.assertEqual(self.packed(place="one").read_bytes(), self.packed(place="two").read_bytes())

    def test_ansible_installs_it_and_finds_it_whole(self):
        collections = self.folder / "collections"
        environment = tools.environment(collections)
        done = tools.run(tools.program("ansible-galaxy"), "collection", "install", "--offline", "-p", collections, self.packed(), env=environment)
        self.assertEqual(0, done.returncode, done.stderr)
        listed = tools.run(tools.program("ansible-galaxy"), "collection", "list", "--format", "json", env=environment)
        self.assertEqual({"version": "26.7.1"}, json.loads(listed.stdout)[str(collections / "ansible_collections")]["tocsin.tocsin"])
        verified = tools.run(tools.program("ansible-galaxy"), "collection", "verify", "--offline", "tocsin.tocsin", env=environment)
        self.assertEqual(0, verified.returncode, verified.stderr)

    def test_rules_and_dashboards_are_those_of_the_chart(self):
        with tarfile.open(self.packed()) as tar:
            names = tar.getnames()
            rules = tar.extractfile("roles/tocsin/files/observability/rules.yaml").read()
        self.assertEqual((tools.ROOT / "helm/tocsin/observability/rules.yaml").read_bytes(), rules)
        self.assertIn("roles/tocsin/files/observability/dashboards/events.json", names)

    def test_what_makes_and_tests_it_stays_behind(self):
        with tarfile.open(fileobj=io.BytesIO(gzip.decompress(self.packed().read_bytes()))) as tar:
            names = tar.getnames()
        self.assertFalse([name for name in names if name.startswith(("check", "extensions", "tests", "test", "package", "install", "document"))])
        self.assertIn("LICENSE", names)

    def test_a_wrong_version_is_refused(self):
        done = tools.run(tools.HERE / "package", "26.1", self.folder)
        self.assertEqual(1, done.returncode)
        self.assertIn("26.1 is no version", done.stderr)
        self.assertEqual([], list(self.folder.iterdir()))

    def test_the_checkout_says_the_version_of_the_product(self):
        self.assertIn(f"\nversion: {tools.version()}\n", (tools.HERE / "galaxy.yml").read_text())
