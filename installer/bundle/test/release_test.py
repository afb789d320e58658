import argparse
import importlib.machinery
import importlib.util
import json
import pathlib
import re
import tarfile
import tempfile
import unittest

from assembly import Refused

HERE = pathlib.Path(__file__).resolve().parents[1]


def script(name):
    """A program beside this folder, as a module."""
    loader = importlib.machinery.SourceFileLoader(name, str(HERE / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


class ReleaseTest(unittest.TestCase):
    def setUp(self):
        self.release = script("release")

    def make(self, version="26.1.0-dev", without=()):
        arguments = argparse.Namespace(version=version, out="/nowhere", without=list(without), any_executable=False, level=1)
        return self.release.Release(arguments)

    def test_a_version_is_a_year_a_number_and_a_patch(self):
        for version in ("26.1.0", "26.12.3", "26.1.0-dev"):
            self.assertEqual(version, self.make(version).version)
        for version in ("0.1", "26.1", "26.1.0-SNAPSHOT", "2026.1.0", "26.1.0-dev2"):
            with self.assertRaisesRegex(Refused, f"{version} is no version"):
                self.make(version)

    def test_the_version_is_that_of_the_root_pom(self):
        stated = re.search(r"<revision>(.*)</revision>", (HERE.parents[1] / "pom.xml").read_text()).group(1)
        self.assertEqual(stated, self.make(None).version)

    def test_what_was_not_built_stops_a_release_and_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            release = self.make(without=["chart"])
            self.release.ROOT = pathlib.Path(folder)
            with self.assertRaisesRegex(Refused, r"missing: tocsinctl \(installer/target/tocsinctl\), collection .*--without tocsinctl"):
                release.check()

    def test_a_release_has_all_parts(self):
        with self.assertRaisesRegex(Refused, "a release has all parts"):
            self.make("26.1.0", ["chart"]).check()

    def test_the_collection_is_whole_and_has_the_version(self):
        with tempfile.TemporaryDirectory() as folder:
            release = self.make("26.7.3-dev")
            release.bundle = pathlib.Path(folder)
            release.collection()
            with tarfile.open(release.bundle / "collection/tocsin-tocsin-26.7.3-dev.tar.gz") as collection:
                stated = json.load(collection.extractfile("MANIFEST.json"))["collection_info"]
                self.assertIn("playbooks/install.yml", collection.getnames())
        self.assertEqual(("tocsin", "tocsin", "26.7.3-dev"), (stated["namespace"], stated["name"], stated["version"]))

    def test_every_code_that_the_file_ends_with_has_a_page(self):
        codes = set(re.findall(r"\bE\d{3}\b", (HERE / "run.sh").read_text()))
        self.assertLess(5, len(codes))
        for code in codes:
            self.assertTrue((HERE.parent / f"help/{code}.md").exists(), code)

    def test_the_chart_is_whole_and_has_the_version(self):
        with tempfile.TemporaryDirectory() as folder:
            release = self.make("26.7.3-dev")
            release.bundle = pathlib.Path(folder)
            release.chart()
            with tarfile.open(release.bundle / "chart/tocsin-26.7.3-dev.tgz") as chart:
                stated = chart.extractfile("tocsin/Chart.yaml").read().decode()
                # `helm test` is part of what is shipped.
                self.assertIn("tocsin/templates/tests/canary.yaml", chart.getnames())
        self.assertRegex(stated, r"(?m)^version: 26\.7\.3-dev$")
