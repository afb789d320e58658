#!/usr/bin/python
# Copyright: The Tocsin authors
# Apache License 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)

from __future__ import annotations

DOCUMENTATION = r"""
module: settings
short_description: Changes settings and secrets of a Tocsin server
version_added: 26.1.0
author:
  - The Tocsin authors (@tocsin)
description:
  - Sets what stands in C(/etc/tocsin/tocsin.env) with C(tocsinctl config set), which checks names and values by the server's own
    rules first. If one is wrong, none is changed.
  - Secrets are handed over on standard input and kept in C(/etc/tocsin/credentials), a file for each that root alone may read.
  - Changed settings count after C(tocsinctl restart), which loses no request.
options:
  values:
    description:
      - Settings by their names, such as V(TOCSIN_LOG_LEVEL). An empty value goes back to the default.
      - Settings that are not named stay as they are.
    type: dict
    default: {}
  secrets:
    description:
      - Secrets by their names, V(TOCSIN_DATABASE_URL) and V(TOCSIN_SMTP_URL). An empty one is taken away.
    type: dict
    default: {}
  program:
    description:
      - Where C(tocsinctl) lies.
    type: path
    default: /opt/tocsin/current/bin/tocsinctl
  root:
    description:
      - Works in a directory as if it were the root of a host.
    type: path
attributes:
  check_mode:
    description:
      - Says what would be changed, and whether it would be refused.
    support: full
  diff_mode:
    description:
      - Shows the settings before and after. Of secrets only their names.
    support: full
"""

EXAMPLES = r"""
- name: Keep events for a month, and mail through a server of our own
  tocsin.tocsin.settings:
    values:
      TOCSIN_EVENT_RETENTION_DAYS: 30
    secrets:
      TOCSIN_SMTP_URL: "{{ vault_smtp_url }}"
  notify: Restart Tocsin
"""

RETURN = r"""
changes:
  description: What was changed, or in check mode would be changed.
  returned: always
  type: list
  elements: str
  sample: ["set TOCSIN_EVENT_RETENTION_DAYS=30"]
findings:
  description: What was found, with C(code), C(severity), C(what) and C(remedy).
  returned: always
  type: list
  elements: dict
  sample: []
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.tocsin.tocsin.plugins.module_utils.program import ARGUMENTS, Program


def text(value):
    """As it stands in a file: YAML's truth values in its own letters."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


class Wanted:
    """What shall be set, as command lines: all plain ones at once, each secret for itself because it has standard input."""

    def __init__(self, values, secrets):
        self.values = {name: text(value) for name, value in values.items()}
        self.secrets = {name: text(value) for name, value in secrets.items()}

    def orders(self):
        if self.values:
            yield ["%s=%s" % pair for pair in sorted(self.values.items())], None
        for name, value in sorted(self.secrets.items()):
            yield ["%s=-" % name], value

    def lines(self, before):
        """The settings, a line for each, as they are in `before`; secrets by name alone."""
        return "".join("%s=%s\n" % (name, before.get(name, "")) for name in sorted(self.values))


def main():
    module = AnsibleModule(
        argument_spec=dict(
            values={"type": "dict", "default": {}},
            secrets={"type": "dict", "default": {}, "no_log": True},
            **ARGUMENTS
        ),
        supports_check_mode=True,
    )
    wanted = Wanted(module.params["values"], module.params["secrets"])
    program = Program(module)

    def ask(command, arguments=(), stdin=None):
        answer = program.ask(command, arguments, stdin)
        if answer.code:
            module.fail_json(msg=answer.message(), changed=bool(changes), changes=changes, findings=answer.findings)
        return answer

    changes = []
    findings = []
    before = ask("config get").result.get("settings", {})
    # First all of it in words alone, so that a wrong one is known before a right one is changed.
    rehearsed = [(order, ask("config set", order[0] + ["--dry-run"], order[1])) for order in wanted.orders()]
    for order, answer in rehearsed:
        program.warn(answer)
        findings += answer.findings
        if answer.changes and not module.check_mode:
            answer = ask("config set", *order)
        changes += answer.changes

    after = dict(before, **wanted.values)
    diff = {}
    if changes:
        secret = "".join("%s\n" % change for change in changes if "credentials/" in change)
        diff = {
            "before_header": "/etc/tocsin/tocsin.env",
            "after_header": "/etc/tocsin/tocsin.env",
            "before": wanted.lines(before),
            "after": wanted.lines(after) + secret,
        }
    module.exit_json(changed=bool(changes), changes=changes, findings=findings, diff=diff)


if __name__ == "__main__":
    main()
