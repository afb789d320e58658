#!/usr/bin/python
# Copyright: The Tocsin authors
# Apache License 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)

from __future__ import annotations

DOCUMENTATION = r"""
module: tocsinctl
short_description: Runs a command of tocsinctl
version_added: 26.1.0
author:
  - The Tocsin authors (@tocsin)
description:
  - Runs one command of C(tocsinctl), the program that installs Tocsin on a host and runs it there, and understands its answer.
  - What the command changed makes the task changed. What it found stands in RV(findings), each finding with a code, with what is
    wrong and with what to do. An error fails the task, a warning is shown as one.
  - C(tocsinctl help CODE) on the host tells more about each code.
options:
  command:
    description:
      - The command, such as V(restart) or V(config check).
    type: str
    required: true
  arguments:
    description:
      - Options and parameters of the command. No secrets, since every process on the host can read them.
    type: list
    elements: str
    default: []
  stdin:
    description:
      - What the command reads from standard input, where it reads a secret there.
    type: str
  secret_files:
    description:
      - Contents that the command wants in files, by the name of the option, such as V(--database-url-file). A name without
        dashes stands for a parameter.
      - Each is written to a file that root alone may read, and is removed when the command has ended.
    type: dict
  accept:
    description:
      - Exit codes beside 0 that are no failure, such as V(4) of V(status) where there is no installation.
    type: list
    elements: int
    default: []
  program:
    description:
      - Where C(tocsinctl) lies.
    type: path
    default: /opt/tocsin/current/bin/tocsinctl
  root:
    description:
      - Works in a directory as if it were the root of a host. Services cannot be started there.
    type: path
attributes:
  check_mode:
    description:
      - Commands that have C(--dry-run) are run with it, and say what they would change. Commands that only look are run as
        they are. All others are skipped.
    support: full
  diff_mode:
    description:
      - Lists the steps that are, or would be, carried out.
    support: full
"""

EXAMPLES = r"""
- name: Take changed settings into use without losing a request
  tocsin.tocsin.tocsinctl:
    command: restart

- name: Look whether all is well
  tocsin.tocsin.tocsinctl:
    command: status
  register: status

- name: Give the proxy a certificate
  tocsin.tocsin.tocsinctl:
    command: certificate
    secret_files:
      file: "{{ lookup('ansible.builtin.file', 'tls.pem') }}"
"""

RETURN = r"""
changes:
  description: What was done, or in check mode would be done, a text for each step.
  returned: always
  type: list
  elements: str
  sample: ["set TOCSIN_LOG_LEVEL=debug"]
findings:
  description: What was found, with C(code), C(severity) (V(error) or V(warning)), C(what) and C(remedy).
  returned: always
  type: list
  elements: dict
  sample: [{"code": "E108", "severity": "error", "what": "port 80 is in use", "remedy": "`ss -ltnp` names the program"}]
result:
  description: What the command answers; C(status) has C(release), C(url), C(services) and more.
  returned: always
  type: dict
  sample: {"release": "26.1.0", "url": "https://errors.example.org"}
code:
  description: The exit code of tocsinctl.
  returned: always
  type: int
  sample: 0
"""

import os
import tempfile

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.tocsin.tocsin.plugins.module_utils.program import ARGUMENTS, READING, REHEARSED, Program, as_diff


def secret_file(module, content):
    """Made for root alone before there is anything in it; the directory is removed with the module."""
    handle, path = tempfile.mkstemp(dir=module.tmpdir)
    with os.fdopen(handle, "w") as file:
        file.write(content if content.endswith("\n") else content + "\n")
    return path


def main():
    module = AnsibleModule(
        argument_spec=dict(
            command={"type": "str", "required": True},
            arguments={"type": "list", "elements": "str", "default": []},
            stdin={"type": "str", "no_log": True},
            secret_files={"type": "dict", "no_log": True},
            accept={"type": "list", "elements": "int", "default": []},
            **ARGUMENTS
        ),
        supports_check_mode=True,
    )
    command = " ".join(module.params["command"].split())
    arguments = list(module.params["arguments"])
    if module.check_mode and command not in READING:
        if command not in REHEARSED:
            module.exit_json(
                changed=False, skipped=True, changes=[], findings=[], result={}, code=0,
                msg="tocsinctl %s cannot be rehearsed" % command,
            )  # fmt: skip
        arguments.append("--dry-run")

    for name, content in (module.params["secret_files"] or {}).items():
        path = secret_file(module, str(content))
        arguments += [name, path] if name.startswith("-") else [path]

    program = Program(module)
    answer = program.ask(command, arguments, module.params["stdin"])
    program.warn(answer)
    outcome = dict(answer.as_return(), changed=bool(answer.changes), diff=as_diff(answer))
    if answer.code and answer.code not in module.params["accept"]:
        module.fail_json(msg=answer.message(), **outcome)
    module.exit_json(**outcome)


if __name__ == "__main__":
    main()
