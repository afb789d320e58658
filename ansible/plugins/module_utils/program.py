# Copyright: The Tocsin authors
# Apache License 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)

"""tocsinctl, as the modules of this collection call it: its answer is one JSON object, described in the bundle's help."""

from __future__ import annotations

import json
import os

#: Where an installation has it.
INSTALLED = "/opt/tocsin/current/bin/tocsinctl"

ARGUMENTS = {
    "program": {"type": "path", "default": INSTALLED},
    "root": {"type": "path"},
}

#: Commands that say with --dry-run what they would do. All others either change nothing or cannot be rehearsed.
REHEARSED = (
    "install",
    "uninstall",
    "start",
    "stop",
    "restart",
    "config set",
    "certificate",
    "backup",
    "backup prune",
    "backup schedule",
    "restore",
)
#: Commands that look and change nothing.
READING = (
    "preflight",
    "status",
    "config get",
    "config diff",
    "config check",
    "config shipped",
    "verify",
    "doctor",
    "logs",
    "backup list",
    "backup verify",
    "help",
)


class Answer:
    """What a command said: what was changed, what was found, what it answers, and the code that it ended with."""

    def __init__(self, code, said, error):
        self.code = code
        self.changes = said.get("changes", [])
        self.findings = said.get("findings", [])
        self.result = said.get("result", {})
        self.error = error

    def of_severity(self, severity):
        return [finding for finding in self.findings if finding.get("severity") == severity]

    def message(self):
        """All that forbade it, each with its code and with what to do."""
        errors = self.of_severity("error")
        if not errors:
            return "tocsinctl ended with %d: %s" % (self.code, self.error.strip() or "and said nothing")
        return " ".join(sentence(finding) for finding in errors)

    def as_return(self):
        return {"changes": self.changes, "findings": self.findings, "result": self.result, "code": self.code}


def absent(path):
    """What tocsinctl says where there is no installation, said for it where it is not there itself."""
    finding = {
        "code": "E304",
        "severity": "error",
        "what": "there is no tocsinctl at %s" % path,
        "remedy": "Install Tocsin on this host first, with the playbook tocsin.tocsin.install.",
    }
    return Answer(4, {"findings": [finding]}, "")


def sentence(finding):
    return "%(code)s: %(what)s. What to do: %(remedy)s" % {
        "code": finding.get("code", "?"),
        "what": finding.get("what", "").rstrip("."),
        "remedy": finding.get("remedy", "").strip(),
    }


class Program:
    """The program on the host that the module works on."""

    def __init__(self, module):
        self.module = module
        self.path = module.params["program"]
        self.root = module.params["root"]

    def ask(self, command, arguments=(), stdin=None):
        """Runs it once. What goes in by `stdin` is in no list of processes and in no log."""
        if not os.access(self.path, os.X_OK):
            return absent(self.path)
        line = [self.path] + command.split() + ["--json"] + (["--root", self.root] if self.root else []) + list(arguments)
        code, out, error = self.module.run_command(line, data=stdin)
        try:
            said = json.loads(out)
        except ValueError:
            said = {}
        if not isinstance(said, dict) or "code" not in said:
            words = (out + "\n" + error).strip()
            self.module.fail_json(
                msg="tocsinctl %s ended with %d and without an answer: %s" % (command, code, words[-2000:]), code=code
            )
        return Answer(code, said, error)

    def warn(self, answer):
        for finding in answer.of_severity("warning"):
            self.module.warn(sentence(finding))


def as_diff(answer):
    """For --diff: what is done, a line for each step, since most of it is no text that could be compared."""
    return {"prepared": "".join("+ %s\n" % change for change in answer.changes)} if answer.changes else {}
