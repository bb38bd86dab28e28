"""Stands in for pip in the environment of a case: notes that it was called and installs nothing."""
import pathlib
import sys

with pathlib.Path(__file__).with_name("called").open("a") as called:
    called.write(" ".join(sys.argv[1:]) + "\n")
