import pathlib
import subprocess
import tempfile
import unittest

from assembly import Refused, notes

UNRELEASED = pathlib.Path(__file__).resolve().parents[3] / "release-notes/unreleased"


def fragment(text):
    return notes.Fragment("name.md", text)


class FragmentTest(unittest.TestCase):
    def test_all_that_are_here_are_well_formed(self):
        self.assertEqual([], notes.faults(UNRELEASED))
        self.assertLess(0, len(notes.fragments(UNRELEASED)))

    def test_fields_may_say_for_whom_and_what_to_do(self):
        told = fragment("---\ntitle: A thing\nkind: change\naudience: operators\naction: Set X: first.\n---\nText.\n")
        self.assertEqual([], told.faults)
        self.assertEqual("Set X: first.", told.action)
        self.assertFalse(told.is_for("users"))
        self.assertTrue(fragment("---\ntitle: A thing\nkind: change\n---\nText.").is_for("users"))

    def test_each_mistake_is_told(self):
        for text, fault in {
            "Text.": "two lines of ---",
            "---\nkind: fix\n---\nText.": "no title",
            "---\ntitle: A thing.\nkind: fix\n---\nText.": "full stop",
            "---\ntitle: A thing\nkind: feat\n---\nText.": "the kind 'feat'",
            "---\ntitle: A thing\nkind: fix\naudience: all\n---\nText.": "audience",
            "---\ntitle: A thing\nkind: fix\nauthor: me\n---\nText.": "author: me",
            "---\ntitle: A thing\nkind: removal\n---\nText.": "has no action",
            "---\ntitle: A thing\nkind: fix\n---\n": "tells nothing",
        }.items():
            with self.subTest(fault):
                self.assertIn(fault, "; ".join(fragment(text).faults))


class Repository(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.git("init", "-q", "-b", "main")
        self.commit("Begin", "README.md")

    def git(self, *arguments):
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", self.root, *identity, *arguments], check=True, capture_output=True)

    def commit(self, message, *paths, text="text"):
        for path in paths:
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)


class NotesTest(Repository):
    def test_notes_are_for_one_audience_and_begin_with_what_to_do(self):
        folder = self.root / "unreleased"
        self.commit("One", "unreleased/a.md", text="---\ntitle: For all\nkind: fix\naction: Restart it.\n---\nAll.\n")
        self.commit("Two", "unreleased/b.md", text="---\ntitle: For operators\nkind: security\naudience: operators\n---\nSome.\n")
        users, operators = (notes.compile(folder, "26.1.0", audience) for audience in ("users", "operators"))
        self.assertEqual("# Tocsin 26.1.0, for users\n\n## Mended\n\n### For all\n\nAll.\n", users)
        places = [operators.index(part) for part in ("**For all**: Restart it.", "## Security", "## Mended")]
        self.assertEqual(sorted(places), places)

    def test_notes_with_a_broken_fragment_are_refused(self):
        self.commit("One", "unreleased/a.md", text="nothing")
        with self.assertRaisesRegex(Refused, "a.md does not begin"):
            notes.compile(self.root / "unreleased", "26.1.0", "users")


class ChangeTest(Repository):
    SOURCE = "app/src/main/java/tocsin/Some.java"

    def setUp(self):
        super().setUp()
        self.git("checkout", "-q", "-b", "change")

    def test_a_change_to_what_is_shipped_must_be_told(self):
        self.commit("Change some", self.SOURCE)
        self.assertEqual([self.SOURCE], notes.untold(self.root, "main"))

    def test_a_fragment_tells_it(self):
        self.commit("Change some", self.SOURCE)
        self.commit("Tell it", "release-notes/unreleased/some.md")
        self.assertEqual([], notes.untold(self.root, "main"))

    def test_a_commit_may_say_why_there_is_nothing_to_tell(self):
        self.commit("Change some\n\nRelease-note: none, because nobody sees it", self.SOURCE)
        self.assertEqual([], notes.untold(self.root, "main"))

    def test_a_reason_is_a_reason(self):
        self.commit("Change some\n\nRelease-note: none", self.SOURCE)
        self.assertEqual([self.SOURCE], notes.untold(self.root, "main"))

    def test_tests_and_papers_are_not_told(self):
        self.commit("Test some", "app/src/test/java/tocsin/SomeTest.java", "README.md", "helm/tocsin/tests/a.yaml", "installer/bundle/test/a_test.py")
        self.assertEqual([], notes.untold(self.root, "main"))

    def test_what_main_got_meanwhile_is_not_this_change(self):
        self.git("checkout", "-q", "main")
        self.commit("Change other", self.SOURCE)
        self.git("checkout", "-q", "change")
        self.assertEqual([], notes.untold(self.root, "main"))
