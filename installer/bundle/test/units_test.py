import pathlib
import re
import subprocess
import tempfile
import unittest

UNITS = pathlib.Path(__file__).resolve().parents[1] / "systemd"
PLACES = ("/opt/tocsin/current/", "/etc/tocsin/", "/var/lib/tocsin/", "/proc/self/", "/bin/kill")


def services():
    return sorted(UNITS.glob("*.service"))


class UnitsTest(unittest.TestCase):
    def test_no_service_is_exposed_more_than_two_points(self):
        self.assertEqual(4, len(services()))
        for unit in services():
            with self.subTest(unit.name):
                done = subprocess.run(
                    ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit], capture_output=True, text=True
                )
                self.assertEqual(0, done.returncode, done.stdout[-300:] + done.stderr)

    def test_a_service_without_protection_is_found_out(self):
        with tempfile.TemporaryDirectory() as folder:
            naked = pathlib.Path(folder, "naked.service")
            naked.write_text("[Service]\nExecStart=/bin/true\n")
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=20", naked], capture_output=True)
        self.assertEqual(1, done.returncode)

    def test_systemd_understands_every_line(self):
        """Where the programs are that will be there on a host, a true one stands in."""
        with tempfile.TemporaryDirectory() as folder:
            for unit in sorted(UNITS.iterdir()):
                text = re.sub(r"^(Exec\w+=)/opt/\S+", r"\1/bin/true", unit.read_text(), flags=re.MULTILINE)
                pathlib.Path(folder, unit.name).write_text(text)
            instance = [pathlib.Path(folder, unit.name.replace("@.", "@blue.")) for unit in sorted(UNITS.iterdir())]
            pathlib.Path(folder, "tocsin@blue.service").write_text(pathlib.Path(folder, "tocsin@.service").read_text())
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", *instance], capture_output=True, text=True)
        said = [line for line in done.stderr.splitlines() if folder in line]
        self.assertEqual([], said)

    def test_units_name_no_place_but_those_of_an_installation(self):
        for unit in sorted(UNITS.iterdir()):
            lines = [line for line in unit.read_text().splitlines() if not line.startswith(("#", "Documentation="))]
            for path in re.findall(r"(?<![\w%}])/(?:[\w.-]+/?)+", "\n".join(lines)):
                with self.subTest(unit.name, path=path):
                    self.assertTrue((path + "/").startswith(PLACES), path)

    def test_both_colours_have_ports_of_their_own(self):
        colours = [(UNITS.parent / f"etc/{colour}.env").read_text() for colour in ("blue", "green")]
        ports = [re.findall(r"^TOCSIN_(?:MANAGEMENT_)?PORT=(\d+)$", colour, re.MULTILINE) for colour in colours]
        self.assertEqual([["9101", "9111"], ["9102", "9112"]], ports)
