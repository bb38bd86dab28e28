"""Answers questions, one JSON object a line each way, until the pipe closes or nobody asks for a
while.
"""

import json
import os
import select
import sys

from . import clauses
from . import keys
from . import limits
from . import missing
from . import moved
from .project import Question
from .text import fault

QUESTIONS = {
    "fault": lambda q: {"fault": fault(q.bytes("source"))},
    "clause": clauses.clause,
    "missing_name": missing.missing_name,
    "missing_module": moved.missing_module,
    "missing_member": moved.missing_member,
    "key_read": keys.key_read,
    "limit": limits.limit,
}


def answer(line):
    try:
        question = Question(json.loads(line))
        return told(question, QUESTIONS[question["ask"]](question))
    except Exception as e:
        return {"facts": {"error": "%s: %s" % (type(e).__name__, str(e)[:300])}}


def told(question, found):
    """An answer as it goes over the pipe: facts that are words, and an edit with its file."""
    edit = found.pop("edit", None)
    if edit:
        edit.setdefault("file", question.get("file"))
    return {"facts": {k: str(v) for k, v in found.items() if v is not None}, "edit": edit}


def serve(idle_seconds):
    questions = os.fdopen(0, "rb", buffering=0)
    answers = os.fdopen(os.dup(1), "wb")
    silence()
    pending = b""
    while select.select([questions], [], [], idle_seconds)[0]:
        chunk = questions.read(1 << 20)
        if not chunk:
            return
        pending += chunk
        while b"\n" in pending:
            line, pending = pending.split(b"\n", 1)
            answers.write(json.dumps(answer(line.decode("utf-8"))).encode("ascii") + b"\n")
            answers.flush()


def silence():
    """Keeps what a standard module prints while it is loaded out of the answers."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    sys.stdout = sys.stderr = open(os.devnull, "w")
