import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

from check import tools

sys.path.insert(0, str(tools.ROOT / "installer/bundle"))
from assembly import manifest, signing  # noqa: E402

INSTALLER = tools.ROOT / "installer/target"
CLASSES = [INSTALLER / "classes", tools.ROOT / "app/target/classes", *INSTALLER.glob("lib/*.jar")]
UNIT = "[Service]\nExecStart=/opt/tocsin/current/bin/tocsin\n[Install]\nWantedBy=tocsin.target\n"


def executable(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def bundle(folder):
    """Small, and signed by a root that is made for it."""
    root = folder / "tocsin-26.1.0"
    for name in ("tocsin@.service", "tocsin-proxy.service", "tocsin-postgresql.service"):
        (root / "systemd").mkdir(parents=True, exist_ok=True)
        (root / "systemd" / name).write_text(UNIT)
    (root / "systemd/tocsin.target").write_text("[Install]\nWantedBy=multi-user.target\n")
    shutil.copytree(tools.ROOT / "installer/bundle/systemd", root / "systemd", dirs_exist_ok=True)
    shutil.copytree(tools.ROOT / "installer/bundle/etc", root / "etc")
    (root / "release.json").write_text('{\n  "version": "26.1.0"\n}\n')
    executable(root / "bin/tocsin", "#!/bin/sh\nexit 0\n")
    keys = signing.Keys.of_environment(folder / "keys", {})
    manifest.write(root)
    keys.sign(root / "MANIFEST")
    (root / "keys").mkdir()
    shutil.copy(keys.public, root / "keys/release.pem")
    shutil.copy(keys.signature, root / "keys/release.pem.sig")
    return root, keys.root


class ModuleTest(unittest.TestCase):
    """The modules, on this machine, before a real tocsinctl that works in a directory as if it were a host."""

    @classmethod
    def setUpClass(cls):
        missing = [str(path) for path in CLASSES[:2] if not path.is_dir()] + ([] if len(CLASSES) > 2 else [str(INSTALLER / "lib")])
        if missing:
            raise AssertionError(f"there is no tocsinctl to test before: {', '.join(missing)}; ./mvnw package -DskipTests -pl app,installer")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)
        cls.environment = tools.environment(cls.folder, ANSIBLE_PYTHON_INTERPRETER=sys.executable, ANSIBLE_REMOTE_TMP=str(cls.folder / "remote"))
        tools.tree(folder.name)
        java = tools.run("sh", "-c", '. .mvn/find-jdk && echo "$JAVA_HOME/bin/java"', cwd=tools.ROOT).stdout.strip()
        said = cls.folder / "said"
        cls.said = said
        # It notes what any process of the machine could read of it.
        cls.program = executable(
            cls.folder / "tocsinctl",
            f"#!/bin/sh\necho \"$@\" >>{said}\nexec {java} -XX:TieredStopAtLevel=1 -cp {':'.join(map(str, CLASSES))} tocsin.installer.Tocsinctl \"$@\"\n",
        )
        cls.bundle, cls.key = bundle(cls.folder)

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / "root"
        self.root.parent.chmod(0o755)
        self.addCleanup(shutil.rmtree, self.root.parent)
        self.said.write_text("")

    def module(self, name, *switches, **arguments):
        given = {"program": str(self.program), "root": str(self.root), **arguments}
        done = tools.run(
            tools.program("ansible"), "localhost", "-c", "local", "-m", f"tocsin.tocsin.{name}", "-a", json.dumps(given), *switches, env=self.environment
        )
        self.output = done.stdout + done.stderr
        found = re.search(r"^localhost \| (SUCCESS|CHANGED|FAILED!|SKIPPED)(?: => (?=\{))?", done.stdout, re.MULTILINE)
        self.assertTrue(found, self.output)
        state, body = found.group(1), done.stdout[found.end() :]
        answer = json.JSONDecoder().raw_decode(body)[0] if body.startswith("{") else {}
        return {**answer, "failed": state == "FAILED!", "skipped": state == "SKIPPED"}

    def install(self, *switches, **arguments):
        given = {
            "arguments": ["--skip-preflight", "--bundle", str(self.bundle), "--root-key", str(self.key), "--url", "https://errors.example.org"],
            "secret_files": {"--database-url-file": "postgres://tocsin:hunter2secret@db/tocsin"},
            **arguments,
        }
        return self.module("tocsinctl", *switches, command="install", **given)

    def test_what_was_done_is_a_change_and_the_second_time_there_is_none(self):
        first = self.install()
        self.assertTrue(first["changed"], self.output)
        self.assertIn("record the installation", first["changes"])
        again = self.install()
        self.assertEqual((False, [], 0), (again["changed"], again["changes"], again["code"]))

    def test_a_check_says_what_would_be_done_and_does_nothing(self):
        checked = self.install("--check", "--diff")
        self.assertFalse(self.root.exists())
        self.assertIn("+ record the installation", self.output)
        self.assertEqual(self.install()["changes"], checked["changes"])
        self.assertFalse(self.install("--check")["changed"])

    def test_an_error_is_told_with_its_code_and_its_remedy(self):
        wrong = self.install(arguments=["--skip-preflight", "--bundle", str(self.bundle), "--root-key", str(self.key), "--url", "nonsense"])
        self.assertTrue(wrong["failed"])
        self.assertEqual(2, wrong["code"])
        self.assertIn("E602: TOCSIN_URL must be", wrong["msg"])
        self.assertIn("What to do: ", wrong["msg"])
        self.assertFalse(self.root.exists())

    def test_a_code_that_is_accepted_is_no_failure(self):
        absent = self.module("tocsinctl", command="status")
        self.assertTrue(absent["failed"])
        self.assertIn("E304", absent["msg"])
        accepted = self.module("tocsinctl", command="status", accept=[4])
        self.assertEqual((False, 4), (accepted["changed"], accepted["code"]))
        nowhere = self.module("tocsinctl", command="status", accept=[4], program=str(self.folder / "nowhere"))
        self.assertEqual("E304", nowhere["findings"][0]["code"])

    def test_what_cannot_be_rehearsed_is_skipped_by_a_check(self):
        self.install()
        skipped = self.module("tocsinctl", "--check", command="admin create", arguments=["a@example.org", "--organization", "acme"])
        self.assertTrue(skipped["skipped"])
        self.assertNotIn("admin create", self.said.read_text())

    def test_an_answer_that_is_none_is_a_failure(self):
        broken = executable(self.folder / "broken", "#!/bin/sh\necho Segmentation fault >&2\nexit 139\n")
        answer = self.module("tocsinctl", command="status", program=str(broken))
        self.assertTrue(answer["failed"])
        self.assertIn("ended with 139", answer["msg"])
        self.assertIn("Segmentation fault", answer["msg"])

    def test_secrets_are_on_no_command_line_in_no_output_and_in_no_file_that_stays(self):
        self.install("-vvv")
        self.module("settings", "-vvv", "--diff", secrets={"TOCSIN_SMTP_URL": "smtp://robot:correcthorse@mail.example.org"})
        self.assertNotIn("correcthorse", self.output)
        self.install("-vvv")
        self.assertNotIn("hunter2secret", self.output)
        for secret in ("hunter2secret", "correcthorse"):
            self.assertNotIn(secret, self.said.read_text())
            holders = subprocess.run(["grep", "-rl", secret, self.folder], capture_output=True, text=True).stdout.split()
            self.assertEqual(1, len(holders), holders)
            self.assertEqual(0o600, stat.S_IMODE(os.stat(holders[0]).st_mode))
            self.assertIn("/etc/tocsin/credentials/", holders[0])

    def test_settings_are_changed_once_and_shown_before_and_after(self):
        self.install()
        checked = self.module("settings", "--check", "--diff", values={"TOCSIN_LOG_LEVEL": "debug"})
        self.assertTrue(checked["changed"])
        changed = self.module("settings", "--diff", values={"TOCSIN_LOG_LEVEL": "debug"})
        self.assertEqual(["set TOCSIN_LOG_LEVEL=debug"], changed["changes"])
        self.assertIn("-TOCSIN_LOG_LEVEL=info", self.output)
        self.assertIn("+TOCSIN_LOG_LEVEL=debug", self.output)
        self.assertIn("\nTOCSIN_LOG_LEVEL=debug\n", (self.root / "etc/tocsin/tocsin.env").read_text())
        self.assertFalse(self.module("settings", values={"TOCSIN_LOG_LEVEL": "debug"})["changed"])

    def test_of_settings_one_of_which_is_wrong_none_is_changed(self):
        self.install()
        before = (self.root / "etc/tocsin/tocsin.env").read_text()
        for values, secrets in (
            ({"TOCSIN_LOG_LEVEL": "debug", "TOCSIN_LOGLEVEL": "debug"}, {}),
            ({"TOCSIN_LOG_LEVEL": "debug"}, {"TOCSIN_SMTP_URL": "nonsense"}),
        ):
            refused = self.module("settings", values=values, secrets=secrets)
            self.assertTrue(refused["failed"])
            self.assertRegex(refused["msg"], "E60[12]: .*What to do: ")
        self.assertEqual(before, (self.root / "etc/tocsin/tocsin.env").read_text())
