"""Tests of the question which clause catches an exception."""
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "main" / "resources"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from nae_source import serve  # noqa: E402
from test_nae_source import question  # noqa: E402


def clause(source, raised):
    """The answer for the line that is marked with HERE."""
    line = next(n for n, text in enumerate(source.splitlines(), 1) if "HERE" in text)
    with tempfile.TemporaryDirectory() as root:
        asked = question(root, "clause", source.encode(), line=str(line), type=raised)
        return serve.answer(asked)["facts"]


class ClauseTest(unittest.TestCase):
    def test_a_clause_that_names_the_type_is_named(self):
        for clause_text, raised in [
            ("except KeyError:", "KeyError"),
            ("except LookupError as e:", "KeyError"),
            ("except OSError:", "ConnectionRefusedError"),
            ("except (ValueError, ConnectionError):", "ConnectionResetError"),
            ("except socket.timeout:", "TimeoutError"),
            ("except TimeoutError:", "socket.timeout"),
            ("except OSError:", "urllib.error.URLError"),
            ("except ValueError:", "json.decoder.JSONDecodeError"),
            ("except requests.RequestException:", "requests.exceptions.ReadTimeout"),
            ("except errors_of(client):", "KeyError"),
        ]:
            source = "def f():\n    try:\n        work()  # HERE\n    %s\n        log()\n" % clause_text
            self.assertEqual("named", clause(source, raised)["kind"], (clause_text, raised))

    def test_a_clause_for_everything_is_a_catch_all(self):
        for clause_text in ["except Exception:", "except:", "except BaseException as e:", "except (KeyError, Exception):"]:
            source = "while True:\n    try:\n        work()  # HERE\n    %s\n        log()\n" % clause_text
            facts = clause(source, "TimeoutError")
            self.assertEqual("catch_all", facts["kind"], clause_text)
            self.assertEqual(clause_text, facts["clause"])
            self.assertNotIn("retried", facts)

    def test_the_first_clause_that_takes_it_decides(self):
        source = (
            "try:\n    work()  # HERE\nexcept ValueError:\n    a()\n"
            "except KeyError:\n    b()\nexcept Exception:\n    c()\n"
        )
        self.assertEqual("except KeyError:", clause(source, "KeyError")["clause"])
        self.assertEqual("catch_all", clause(source, "OSError")["kind"])

    def test_a_try_around_another_place_does_not_count(self):
        for source in [
            "work()  # HERE\ntry:\n    other()\nexcept Exception:\n    pass\n",
            "try:\n    other()\nexcept Exception:\n    work()  # HERE\n",
            "try:\n    def f():\n        work()  # HERE\nexcept Exception:\n    pass\n",
            "try:\n    work()  # HERE\nexcept ValueError:\n    log()\n",
            "try:\n    work()  # HERE\nfinally:\n    log()\n",
        ]:
            self.assertEqual("none", clause(source, "KeyError")["kind"], source)

    def test_a_clause_that_passes_it_on_does_not_catch_it(self):
        for end in ["raise", "raise SystemExit(1)", "sys.exit(2)", "os._exit(1)"]:
            source = "try:\n    work()  # HERE\nexcept KeyError:\n    log()\n    %s\n" % end
            self.assertEqual("none", clause(source, "KeyError")["kind"], end)

    def test_a_loop_that_success_leaves_is_a_retry(self):
        for body in [
            "for n in range(3):\n    try:\n        work()  # HERE\n        break\n    except Exception:\n        log()\n",
            "def f():\n    while True:\n        try:\n            return work()  # HERE\n        except Exception:\n            log()\n",
            "for n in range(3):\n    try:\n        work()  # HERE\n    except Exception:\n        log()\n    else:\n        break\n",
            "for n in range(3):\n    try:\n        r = work()  # HERE\n    except Exception:\n        log()\n        continue\n    break\n",
        ]:
            self.assertEqual("true", clause(body, "TimeoutError").get("retried"), body)

    def test_a_clause_that_names_a_constant_of_the_module_is_looked_up(self):
        source = "RETRY = (ConnectionError, TimeoutError)\ntry:\n    work()  # HERE\nexcept RETRY:\n    log()\n"
        self.assertEqual("named", clause(source, "ConnectionResetError")["kind"])
        self.assertEqual("none", clause(source, "KeyError")["kind"])

    def test_a_name_from_elsewhere_may_stand_for_any_class(self):
        source = "from errors import TRANSIENT\ntry:\n    work()  # HERE\nexcept TRANSIENT:\n    log()\n"
        self.assertEqual("named", clause(source, "KeyError")["kind"])

    def test_a_class_of_the_project_is_caught_by_its_bases(self):
        source = "class Stale(ValueError):\n    pass\ntry:\n    work()  # HERE\nexcept ValueError:\n    log()\n"
        self.assertEqual("named", clause(source, "__main__.Stale")["kind"])


if __name__ == "__main__":
    unittest.main()
