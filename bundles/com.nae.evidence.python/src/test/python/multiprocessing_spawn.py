"""The tests of multiprocessing of the standard library, with the start method spawn."""
from test import _test_multiprocessing

_test_multiprocessing.install_tests_in_module_dict(globals(), 'spawn')
