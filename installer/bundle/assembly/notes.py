"""Release notes from fragments: a file for each change in release-notes/unreleased, compiled for operators and for users.

    ---
    title: One line, as it stands in the notes
    kind: feature | change | fix | security | removal
    audience: users | operators        everybody, where it does not say
    action: What an operator must do before or after; left out where there is nothing
    ---
    One paragraph or two.
"""
import pathlib
import re
import subprocess

from . import Refused

KINDS = {
    "security": "Security",
    "removal": "Removed",
    "change": "Changed",
    "feature": "New",
    "fix": "Mended",
}
AUDIENCES = ("users", "operators")
FIELDS = ("title", "kind", "audience", "action")
#: What reaches customers. A change to it is told, or the commit says why not.
SHIPPED = re.compile(r"app/src/main/|installer/(?!bundle/test/|src/test/)|helm/(?!.*/tests/)|ansible/(?!.*/tests?/|.*/molecule/)|Dockerfile\.native$")
FRAGMENT = re.compile(r"release-notes/unreleased/[^/]+\.md$")
TRAILER = re.compile(r"^Release-note: none\W+\w.*\w.*$", re.MULTILINE | re.IGNORECASE)


class Fragment:
    """One change, as its file tells it; what is wrong with it is in `faults`."""

    def __init__(self, name, text):
        self.name, self.faults = name, []
        found = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
        head, self.text = (found.group(1), found.group(2).strip()) if found else ("", "")
        if not found:
            self.faults.append("does not begin with fields between two lines of ---")
        self.fields = {}
        for line in head.splitlines():
            field, colon, value = (part.strip() for part in line.partition(":"))
            if not colon or field not in FIELDS or not value or field in self.fields:
                self.faults.append(f"has a line that is none of {', '.join(FIELDS)}, once each: {line}")
            self.fields[field] = value
        if found:
            self._check()

    def _check(self):
        if not self.fields.get("title"):
            self.faults.append("has no title")
        elif len(self.fields["title"]) > 100 or self.fields["title"].endswith("."):
            self.faults.append("has a title that is longer than 100 characters, or that ends with a full stop")
        if self.fields.get("kind") not in KINDS:
            self.faults.append(f"has the kind '{self.fields.get('kind', '')}', which is none of {', '.join(KINDS)}")
        if self.fields.get("audience", "users") not in AUDIENCES:
            self.faults.append(f"has an audience that is none of {', '.join(AUDIENCES)}")
        if self.fields.get("kind") == "removal" and "action" not in self.fields:
            self.faults.append("removes something and has no action: say what to do, or 'none' and why")
        if not self.text:
            self.faults.append("tells nothing below its fields")

    def is_for(self, audience):
        return self.fields.get("audience", audience) == audience

    @property
    def action(self):
        return self.fields.get("action")


def fragments(directory):
    paths = sorted(pathlib.Path(directory).glob("*.md"))
    return [Fragment(path.name, path.read_text()) for path in paths]


def faults(directory):
    """What is wrong with the fragments, a line for each."""
    others = [path.name for path in pathlib.Path(directory).iterdir() if path.suffix != ".md"]
    said = [f"{name} is no fragment: its name does not end with .md" for name in sorted(others)]
    return said + [f"{fragment.name} {fault}" for fragment in fragments(directory) for fault in fragment.faults]


def compile(directory, version, audience):
    """The notes of a release for `users` or `operators`, in Markdown. What must be done comes first, for those who do it."""
    wrong = faults(directory)
    if wrong:
        raise Refused("release notes: " + "; ".join(wrong))
    told = [fragment for fragment in fragments(directory) if fragment.is_for(audience)]
    lines = [f"# Tocsin {version}, for {audience}", ""]
    if audience == "operators":
        lines += _actions(fragments(directory))
    for kind, heading in KINDS.items():
        of_kind = [fragment for fragment in told if fragment.fields["kind"] == kind]
        if of_kind:
            lines += [f"## {heading}", ""]
        for fragment in of_kind:
            lines += [f"### {fragment.fields['title']}", "", fragment.text, ""]
    return "\n".join(lines)


def _actions(all_fragments):
    needed = [fragment for fragment in all_fragments if fragment.action and not fragment.action.lower().startswith("none")]
    if not needed:
        return ["Nothing needs to be done by hand, before or after.", ""]
    return ["## What to do", "", *(f"- **{fragment.fields['title']}**: {fragment.action}" for fragment in needed), ""]


def untold(repository, base, head="HEAD"):
    """What a change between two commits alters for customers without a word in the release notes; nothing if it is told.

    It is told by a fragment in the same change, or by a commit whose last lines have `Release-note: none, because …`.
    """
    changed = _git(repository, "diff", "--name-only", f"{base}...{head}").splitlines()
    if any(FRAGMENT.match(path) for path in changed):
        return []
    if TRAILER.search(_git(repository, "log", "--format=%B", f"{base}..{head}")):
        return []
    return [path for path in changed if SHIPPED.match(path)]


def _git(repository, *arguments):
    done = subprocess.run(["git", "-C", repository, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout
