"""What the hook leaves as it is, and what it never does."""
import contextlib
import os
import socket
import subprocess
import sys
import unittest

from runtime import Ended, Runtime

SHOW = '''
    import os, sys
    print(os.environ.get('PYTHONPATH'), os.environ.get('NAE_EVIDENCE'), [p for p in sys.path if 'hook' in p],
          [m for m in sys.modules if 'nae' in m], [p for p in sys.path_importer_cache if 'hook' in p],
          [n for n in getattr(sys.modules.get('posix'), 'environ', ()) if b'NAE_EVIDENCE' in n])
    '''
CLEAN = 'None None [] [] [] []\n'
FAIL = '''
    import logging
    try:
        1 / 0
    except ZeroDivisionError:
        logging.exception('x')
    '''


class GuardTest(unittest.TestCase):
    def setUp(self):
        self.runtime = Runtime()
        self.addCleanup(self.runtime.close)

    def replace(self, text, other):
        """Changes a constant of the hook of this test."""
        wire = os.path.join(self.runtime.hook, 'nae_evidence', 'wire.py')
        with open(wire) as source:
            content = source.read()
        self.assertIn(text, content)
        with open(wire, 'w') as out:
            out.write(content.replace(text, other))

    def hooked(self, source, *options, **variables):
        return self.runtime.run(source, *options, **variables)

    def test_nothing_of_the_hook_is_left_in_the_environment_and_the_path(self):
        ended = self.hooked(SHOW)
        self.assertEqual(CLEAN, ended.out)
        self.assertEqual('', ended.err)
        self.assertEqual(1, len(ended.connections))

    def test_the_path_of_the_program_is_as_without_the_hook(self):
        for path in (None, '', self.runtime.folder, ':%s::/x' % self.runtime.folder):
            given = {} if path is None else {'PYTHONPATH': path}
            source = 'import os, sys; print(os.environ.get("PYTHONPATH"), sys.path)'
            program = [sys.executable, self.runtime.file('program.py', source)]
            with self.subTest(path):
                self.assertEqual(self.runtime.command(program, hooked=False, **given).out,
                                 self.runtime.command(program, **given).out)

    def test_children_report_nothing_and_get_nothing(self):
        child = self.runtime.file('child.py', SHOW + FAIL)
        ended = self.hooked('''
            import multiprocessing, os, subprocess, sys
            def fail():
                try:
                    1 / 0
                except ZeroDivisionError:
                    import logging; logging.exception('x')
            if __name__ == '__main__':
                subprocess.run([sys.executable, %r], check=True)
                os.system(sys.executable + ' ' + %r)
                pid = os.fork()
                if not pid:
                    fail()
                    assert not [fd for fd in os.listdir('/proc/self/fd') if
                                os.path.exists('/proc/self/fd/' + fd) and int(fd) > 90], 'the socket is open'
                    os._exit(0)
                assert os.waitpid(pid, 0)[1] == 0
                for method in multiprocessing.get_all_start_methods():
                    process = multiprocessing.get_context(method).Process(target=fail)
                    process.start(); process.join()
                    assert process.exitcode == 0
            ''' % (child, child))
        self.assertEqual(0, ended.code, ended.err)
        self.assertEqual(CLEAN * 2, ended.out)
        self.assertEqual([], ended.reports)
        self.assertEqual(1, len(ended.connections))

    def test_a_python_below_another_that_ignores_its_environment_reports_nothing(self):
        child = self.runtime.file('child.py', SHOW + FAIL)
        parent = 'import os, subprocess, sys; subprocess.run([sys.executable, %r]); os.system("%s %s")' % (
            child, sys.executable, child)
        for option in ('-E', '-I', '-S'):
            ended = self.hooked(parent, option)
            self.assertEqual(0, ended.code, ended.err)
            self.assertEqual(CLEAN * 2, ended.out)
            self.assertEqual([], ended.connections)

    def test_the_first_python_of_a_start_script_reports(self):
        program = self.runtime.file('program.py', FAIL)
        script = self.runtime.file('run.sh', 'cd / && %s %s\necho done\n' % (sys.executable, program))
        for command in (['sh', script], ['sh', '-c', 'sh %s; true' % script], ['env', 'A=b', 'nice', 'sh', script]):
            ended = self.runtime.command(command)
            self.assertEqual([('logged', 'ZeroDivisionError')], ended.kinds())

    def test_the_own_sitecustomize_runs_as_it_would(self):
        self.runtime.file('own/sitecustomize.py', 'import sys; sys.excepthook = lambda *a: print("own hook"); V = 1\n')
        ended = self.hooked('import sitecustomize; print(sitecustomize.V, sitecustomize.__file__); 1 / 0',
                            PYTHONPATH=os.path.join(self.runtime.folder, 'own'))
        self.assertEqual('1 %s/own/sitecustomize.py\nown hook\n' % self.runtime.folder, ended.out)
        self.assertEqual([('uncaught', 'ZeroDivisionError')], ended.kinds())

    def test_a_broken_sitecustomize_is_shown_as_without_the_hook(self):
        for source in ('1 / 0', 'import nothing_of_that_name', 'raise ImportError("sitecustomize")', 'def'):
            self.runtime.file('own/sitecustomize.py', source)
            program = [sys.executable, self.runtime.file('program.py', 'print(1)')]
            with self.subTest(source):
                own = os.path.join(self.runtime.folder, 'own')
                plain = self.runtime.command(program, hooked=False, PYTHONPATH=own)
                ended = self.runtime.command(program, PYTHONPATH=own)
                self.assertEqual((plain.code, plain.out, plain.err), (ended.code, ended.out, ended.err))

    def test_a_sitecustomize_that_ends_the_interpreter_ends_it(self):
        self.runtime.file('own/sitecustomize.py', 'raise SystemExit(3)')
        program = [sys.executable, self.runtime.file('program.py', 'print(1)')]
        own = os.path.join(self.runtime.folder, 'own')
        plain = self.runtime.command(program, hooked=False, PYTHONPATH=own)
        ended = self.runtime.command(program, PYTHONPATH=own)
        self.assertEqual((plain.code, plain.out), (ended.code, ended.out))

    def test_without_an_own_sitecustomize_there_is_none(self):
        program = [sys.executable, self.runtime.file('program.py', 'import sitecustomize')]
        plain, ended = self.runtime.command(program, hooked=False), self.runtime.command(program)
        self.assertEqual((plain.code, plain.err), (ended.code, ended.err))

    def test_options_that_switch_the_hook_off_leave_the_program_unharmed(self):
        for option in ('-I', '-E', '-S'):
            ended = self.hooked('print(1)', option)
            self.assertEqual(('1\n', '', []), (ended.out, ended.err, ended.connections))

    def test_compiled_files_are_kept_beside_the_hook_and_nowhere_else(self):
        self.runtime.file('own/other.py', '')
        source = 'import other, sys; print(sys.dont_write_bytecode)'
        ended = self.hooked(source, '-B', PYTHONPATH=os.path.join(self.runtime.folder, 'own'))
        self.assertEqual(('True\n', ''), (ended.out, ended.err))
        self.assertIn('__pycache__', os.listdir(os.path.join(self.runtime.hook, 'nae_evidence')))
        self.assertEqual(['other.py'], os.listdir(os.path.join(self.runtime.folder, 'own')))

    def test_strict_options_show_no_warning(self):
        for options in (('-X', 'dev'), ('-W', 'error'), ('-bb', '-W', 'error'), ('-O',), ('-v',)):
            ended = self.hooked('import logging, threading, asyncio, traceback; print(1)', *options)
            self.assertEqual('1\n', ended.out)
            self.assertNotIn('Warning', ended.err)
            self.assertEqual(0, ended.code)

    def test_a_runtime_that_is_not_there_or_not_reading_changes_nothing(self):
        os.rename(self.runtime.socket, self.runtime.socket + '.gone')
        ended = self.hooked(FAIL)
        self.assertEqual((0, 1, []), (ended.code, ended.err.count('ZeroDivisionError: '), ended.connections))
        os.rename(self.runtime.socket + '.gone', self.runtime.socket)
        waiting = []
        with contextlib.ExitStack() as closing:
            while len(waiting) < 200:
                client = closing.enter_context(socket.socket(socket.AF_UNIX))
                client.setblocking(False)
                try:
                    client.connect(self.runtime.socket)
                except BlockingIOError:
                    break
                waiting.append(client)
            environment = self.runtime.variables()
            ended = subprocess.run([sys.executable, self.runtime.file('program.py', FAIL)], env=environment,
                                   timeout=60, stderr=subprocess.PIPE)
        self.assertEqual((0, 1), (ended.returncode, ended.stderr.count(b'ZeroDivisionError: ')))

    def test_a_program_that_reports_a_lot_is_not_held_up_and_what_is_dropped_is_counted(self):
        ended = self.hooked('''
            import logging
            logging.getLogger().addHandler(logging.NullHandler())
            kept = []
            for n in range(2000):
                try:
                    raise ValueError(n)
                except ValueError as e:
                    kept.append(e)
                    logging.exception('x')
            ''')
        self.assertEqual(0, ended.code)
        dropped = max(line['dropped'] for line in ended.lines)
        self.assertLessEqual(len(ended.reports), 200)
        self.assertGreater(dropped, 100)
        self.assertEqual(dropped, ended.lines[-1]['dropped'])

    def test_no_exception_and_no_frame_is_kept_alive(self):
        ended = self.hooked('''
            import gc, logging, threading, traceback, weakref
            logging.getLogger().addHandler(logging.NullHandler())
            gc.disable()
            class Held: pass
            class Failure(Exception): pass
            seen = []
            def work():
                local = Held()
                error = Failure(1)
                seen.extend((weakref.ref(local), weakref.ref(error)))
                try:
                    raise error
                finally:
                    del error
            for show in (logging.exception, lambda x: traceback.format_exc()):
                try:
                    work()
                except Failure:
                    show('x')
            thread = threading.Thread(target=work); thread.start(); thread.join()
            del thread
            print([reference() for reference in seen])
            ''')
        self.assertEqual('[None, None, None, None, None, None]\n', ended.out)
        self.assertEqual(3, len(ended.reports))

    def test_the_hooks_look_like_the_defaults(self):
        ended = self.hooked('''
            import sys, threading, traceback, logging, inspect
            assert sys.excepthook is sys.__excepthook__
            assert sys.unraisablehook is sys.__unraisablehook__
            assert getattr(threading, '__excepthook__', threading.excepthook) is threading.excepthook
            assert sys.excepthook.__name__ == 'excepthook'
            assert str(inspect.signature(logging.Logger.handle)) == '(self, record)'
            assert 'exc_value' in inspect.signature(traceback.TracebackException).parameters
            import asyncio
            assert not [f for f in sys.meta_path if 'nae' in type(f).__module__]
            assert all(type(sys.modules[n].__spec__.loader).__name__ == 'SourceFileLoader' and
                       'exec_module' not in vars(sys.modules[n].__spec__.loader)
                       for n in ('logging', 'threading', 'traceback', 'asyncio.base_events'))
            ''')
        self.assertEqual((0, ''), (ended.code, ended.err))

    def test_a_signal_handler_that_raises_while_a_report_is_made_is_not_swallowed(self):
        ended = self.hooked('''
            import logging, signal, sys
            class Alarm(Exception): pass
            def ring(*a): raise Alarm
            signal.signal(signal.SIGALRM, ring)
            logging.getLogger().addHandler(logging.NullHandler())
            rung = 0
            for n in range(200):
                try:
                    signal.setitimer(signal.ITIMER_REAL, .0001)
                    while True:
                        try:
                            1 / 0
                        except ZeroDivisionError:
                            logging.exception('x')
                except Alarm:
                    rung += 1
            print(rung)
            ''')
        self.assertEqual('200\n', ended.out, ended.err)

    def test_a_program_that_closes_the_descriptor_keeps_its_own_that_takes_the_number(self):
        ended = self.hooked('''
            import logging, os
            logging.getLogger().addHandler(logging.NullHandler())
            taken = [fd for fd in range(3, 512) if os.path.exists('/proc/self/fd/%d' % fd)]
            os.closerange(3, 512)
            own = os.open('own', os.O_RDWR | os.O_CREAT)
            for fd in range(4, 512):
                os.dup2(own, fd)
            try:
                1 / 0
            except ZeroDivisionError:
                logging.exception('x')
            assert os.fstat(own).st_size == 0
            print(min(taken))
            ''')
        self.assertEqual(0, ended.code, ended.err)
        self.assertGreaterEqual(int(ended.out), 100)

    def test_a_runtime_that_comes_back_gets_the_next_report(self):
        program = self.runtime.file('program.py', '''
            import logging, os, sys
            logging.getLogger().addHandler(logging.NullHandler())
            for line in sys.stdin:
                try:
                    raise (ValueError, KeyError, TypeError)[int(line) - 1]
                except Exception:
                    logging.exception('x')
                print('reported', flush=True)
            ''')
        self.replace('RECONNECT_SECONDS = 5', 'RECONNECT_SECONDS = 0')
        with subprocess.Popen([sys.executable, program], env=self.runtime.variables(), stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, cwd=self.runtime.folder, universal_newlines=True) as process:
            process.stdin.write('1\n'); process.stdin.flush()
            process.stdout.readline()
            first = self.runtime.server.accept()[0]
            self.runtime.server.close()
            os.unlink(self.runtime.socket)
            first.close()
            process.stdin.write('2\n'); process.stdin.flush()
            process.stdout.readline()
            self.runtime.server = self.runtime.listen()
            process.stdin.write('3\n'); process.stdin.flush()
            process.stdout.readline()
            process.stdin.close()
        lines = self.runtime.received()[0]
        self.assertEqual(['hello', 'kind'], [list(line)[0] for line in lines])
        self.assertEqual('TypeError', lines[-1]['chain'][0]['type'])
        self.assertEqual(1, lines[-1]['dropped'])

    def test_the_first_report_after_a_restart_of_the_runtime_arrives(self):
        self.replace('RECONNECT_SECONDS = 5', 'RECONNECT_SECONDS = 0')
        program = self.runtime.file('program.py', 'import sys\nsys.stdin.read()\n1 / 0\n')
        with subprocess.Popen([sys.executable, program], env=self.runtime.variables(), stdin=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, cwd=self.runtime.folder) as process:
            self.runtime.server.setblocking(True)
            first = self.runtime.server.accept()[0]
            first.recv(4096)
            self.runtime.server.close()
            os.unlink(self.runtime.socket)
            first.close()
            self.runtime.server = self.runtime.listen()
        ended = Ended(0, '', '', self.runtime.received())
        self.assertEqual([('uncaught', 'ZeroDivisionError')], ended.kinds())
        self.assertEqual(0, ended.reports[0]['dropped'])

    def test_two_starts_of_the_same_program_are_alike_with_a_default_of_sigpipe(self):
        ended = self.hooked('''
            import logging, signal, socket
            socket.setdefaulttimeout(30)
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            ''' + FAIL.replace('\n    ', '\n            '))
        self.assertEqual(0, ended.code)
        self.assertEqual(1, len(ended.reports))


if __name__ == '__main__':
    unittest.main()
