"""Tests of the helper package, with Python alone: python3 -m unittest discover -s src/test/python."""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "main" / "resources"
PACKAGE = RESOURCES / "nae_source"
sys.dont_write_bytecode = True
sys.path.insert(0, str(RESOURCES))

from nae_source import names, serve, text  # noqa: E402


def question(root, ask, source, **more):
    """A question about main.py of a project, as the runtime asks it."""
    fields = {
        "ask": ask,
        "root": str(root),
        "file": "main.py",
        "files": ["main.py"],
        "entry": "main.py",
        "script_folder": "",
        "python_path": [],
        "arguments": [],
        "environment": {},
        "source": base64.b64encode(source).decode("ascii"),
    }
    fields.update(more)
    return json.dumps(fields)


def applied(source, edit):
    """The source with the byte edits of an answer."""
    for piece in sorted(edit["edits"], key=lambda e: e["offset"], reverse=True):
        end = piece["offset"] + piece["length"]
        source = source[: piece["offset"]] + base64.b64decode(piece["text"]) + source[end:]
    return source


class PackageTest(unittest.TestCase):
    def test_modules_import_each_other_relatively(self):
        for file in PACKAGE.glob("*.py"):
            if file.name != "bootstrap.py":
                absolute = re.findall(r"^\s*(?:from|import) nae_\w+", file.read_text(), re.M)
                self.assertEqual([], absolute, file.name)

    def test_lines_have_at_most_100_columns(self):
        for file in PACKAGE.glob("*.py"):
            lines = file.read_text().splitlines()
            self.assertEqual([], [n for n, line in enumerate(lines, 1) if len(line) > 100], file)

    def test_every_module_says_what_it_is(self):
        for file in PACKAGE.glob("*.py"):
            self.assertTrue(file.read_text().startswith('"""'), file.name)


class TextTest(unittest.TestCase):
    def test_positions_are_byte_offsets_behind_the_byte_order_mark(self):
        source = text.Source(b"\xef\xbb\xbfa = '\xc3\xa4'; b = 1\n")
        self.assertEqual(3 + len("a = 'ä'; ".encode()), source.offset(source.text.index("b")))

    def test_bytes_that_do_not_compile_have_a_fault(self):
        self.assertIsNone(text.fault(b"a = 1\n"))
        self.assertTrue(text.fault(b"a = \n").startswith("SyntaxError"))

    def test_an_edit_that_would_not_compile_is_refused(self):
        source = text.Source(b"a = 1\n")
        with self.assertRaises(ValueError):
            source.edit([(4, 5, "(")])


class NamesTest(unittest.TestCase):
    def test_a_swap_of_neighbours_is_one_edit(self):
        self.assertEqual(1, names.distance("jsno", "json"))
        self.assertEqual(["timeout"], names.near("timeuot", ["timeout", "retries"]))


class AnswersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def ask(self, ask, source, **more):
        (self.root / "main.py").write_bytes(source)
        return serve.answer(question(self.root, ask, source, **more))

    def test_a_missing_import_is_added(self):
        source = b"import os\r\n\r\nprint(json.dumps(os.sep))\r\n"
        answer = self.ask("missing_name", source, name="json")
        self.assertEqual("import json", answer["facts"]["statement"])
        edited = applied(source, answer["edit"])
        self.assertEqual(b"import json\r\nimport os\r\n\r\nprint(json.dumps(os.sep))\r\n", edited)

    def test_a_misspelt_name_gets_no_import(self):
        answer = self.ask("missing_name", b"total = 1\nprint(totl)\n", name="totl")
        self.assertIsNone(answer["edit"])
        self.assertIn("misspelling of 'total'", answer["facts"]["remedy"])

    def test_an_unknown_question_is_answered_with_an_error(self):
        self.assertIn("KeyError", self.ask("no such question", b"")["facts"]["error"])
        self.assertIn("error", serve.answer("no JSON")["facts"])


class BootstrapTest(unittest.TestCase):
    def exchange(self, *questions):
        """Starts the helper as the runtime does and returns the lines that it prints."""
        sources = {file.stem: file.read_text() for file in PACKAGE.glob("*.py")}
        package = json.dumps(sources).encode("ascii")
        command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", sources["bootstrap"]]
        given = b"%08d" % len(package) + package + b"".join(q.encode() + b"\n" for q in questions)
        done = subprocess.run(
            command, input=given, stdout=subprocess.PIPE, cwd="/", env={}, timeout=60, check=False
        )
        self.assertEqual(0, done.returncode)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_the_package_runs_from_memory_and_ends_with_its_input(self):
        with tempfile.TemporaryDirectory() as folder:
            asked = question(folder, "missing_name", b"print(json.dumps(1))\n", name="json")
            answers = self.exchange(asked, asked)
            self.assertEqual(["import json"] * 2, [a["facts"]["statement"] for a in answers])
            self.assertEqual([], os.listdir(folder))

    def test_a_cut_off_package_ends_the_helper(self):
        command = [sys.executable, "-I", "-S", "-c", (PACKAGE / "bootstrap.py").read_text()]
        done = subprocess.run(command, input=b"00000999{", stdout=subprocess.PIPE, timeout=60)
        self.assertEqual((0, b""), (done.returncode, done.stdout))


if __name__ == "__main__":
    unittest.main()
