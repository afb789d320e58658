import json
import pathlib
import re
import shutil
import tempfile
import unittest

from check import tools

FLEET = {
    "all": {
        "children": {
            "tocsin_database": {"hosts": {"db": {}}},
            "tocsin_application": {"hosts": {"app1": {}, "app2": {}, "app3": {}}},
            "tocsin_proxy": {"hosts": {"lb": {}}},
            "tocsin_monitoring": {"hosts": {"lb": {}}},
        }
    }
}
READ = """
import json, pathlib, sys, yaml
print(json.dumps({path: yaml.safe_load(pathlib.Path(path).read_text()) for path in sys.argv[1:]}))
"""


def documents(*paths):
    done = tools.run(tools.program("python"), "-c", READ, *paths)
    return json.loads(done.stdout)


class RulesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.tree = tools.tree(folder.name)
        cls.environment = tools.environment(folder.name)

    def test_ansible_lint_has_nothing_to_say_by_its_strictest_profile(self):
        done = tools.run(tools.program("ansible-lint"), "--offline", "--strict", "--nocolor", cwd=self.tree, env=self.environment)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        self.assertIn("Profile 'production' was required, and it passed", done.stdout + done.stderr)

    def test_every_playbook_can_be_read(self):
        inventory = self.folder / "fleet.json"
        inventory.write_text(json.dumps(FLEET))
        for playbook in sorted((tools.HERE / "playbooks").glob("*.yml")):
            with self.subTest(playbook.stem):
                done = tools.run(
                    tools.program("ansible-playbook"), "-i", inventory, "--syntax-check", f"tocsin.tocsin.{playbook.stem}", env=self.environment
                )
                self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_options_and_defaults_of_a_role_are_the_same(self):
        for role in sorted(path for path in (tools.HERE / "roles").iterdir()):
            with self.subTest(role.name):
                specs, defaults = documents(role / "meta/argument_specs.yml", role / "defaults/main.yml").values()
                points = specs["argument_specs"].values()
                told = {name for point in points for name, option in point["options"].items() if not option.get("required")}
                self.assertEqual(set(defaults), told)
                for point in points:
                    self.assertTrue(point["short_description"] and point["description"])
                    self.assertTrue(all(option.get("description") for option in point["options"].values()))
                    self.assertFalse([name for name, option in point["options"].items() if self.is_other(option, defaults.get(name))])

    @staticmethod
    def is_other(option, default):
        """A default that is made of other variables is told in words."""
        return option.get("default") != default and not str(default).startswith("{{")

    def test_a_wrong_option_is_refused_before_anything_is_done(self):
        play = self.folder / "wrong.json"
        play.write_text(
            json.dumps([{
                "hosts": "localhost", "gather_facts": False, "connection": "local",
                "roles": [{"role": "tocsin.tocsin.database", "database_parts": ["databases"]}],
            }])
        )  # fmt: skip
        done = tools.run(tools.program("ansible-playbook"), play, env=self.environment)
        self.assertEqual(2, done.returncode)
        self.assertIn("database_parts must be one or more of: database, application, proxy. Got no match for: databases", done.stdout + done.stderr)

    def test_the_documents_tell_what_is_so(self):
        done = tools.run(tools.program("python"), tools.HERE / "document", "--check")
        self.assertEqual(0, done.returncode, done.stderr)

    def test_documents_that_tell_what_was_so_are_noticed(self):
        copy = self.folder / "copy"
        shutil.copytree(tools.HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        spec = copy / "roles/database/meta/argument_specs.yml"
        spec.write_text(spec.read_text().replace("Empty for one host alone.", "Empty for a host alone.", 1))
        done = tools.run(tools.program("python"), copy / "document", "--check")
        self.assertEqual(1, done.returncode)
        self.assertIn("docs/roles.md", done.stderr)

    def test_the_changelog_knows_this_version_and_is_written_of_what_is_so(self):
        copy = self.folder / "changes"
        shutil.copytree(self.tree, copy)
        for command in ("lint", "generate"):
            done = tools.run(tools.program("antsibull-changelog"), command, cwd=copy, env=self.environment)
            self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        self.assertEqual((tools.HERE / "CHANGELOG.md").read_text(), (copy / "CHANGELOG.md").read_text())
        (changes,) = documents(tools.HERE / "changelogs/changelog.yaml").values()
        self.assertIn(re.sub("-dev$", "", tools.version()), changes["releases"])
