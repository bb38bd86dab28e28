"""What is reported, by programs in this Python."""
import sys
import unittest

from runtime import TOKEN, Runtime


class ReportTest(unittest.TestCase):
    def setUp(self):
        self.runtime = Runtime()
        self.addCleanup(self.runtime.close)

    def run_program(self, source, *options, **variables):
        ended = self.runtime.run(source, *options, **variables)
        self.assertNotIn('nae_evidence', ended.err)
        return ended

    def only(self, ended):
        self.assertEqual(1, len(ended.reports), ended.lines)
        return ended.reports[0]

    def test_a_program_says_hello_with_its_token_before_anything_else(self):
        ended = self.run_program('import os; print(os.getpid())')
        hello = ended.lines[0]
        self.assertEqual((1, TOKEN, int(ended.out)), (hello['hello'], hello['token'], hello['pid']))
        self.assertEqual([], ended.reports)

    def test_an_uncaught_exception_is_reported_with_frames_and_cause(self):
        ended = self.run_program('''
            def inner():
                raise KeyError('price')
            try:
                inner()
            except KeyError as e:
                raise RuntimeError('no price') from e
            ''')
        self.assertEqual(1, ended.code)
        report = self.only(ended)
        self.assertEqual('uncaught', report['kind'])
        raised, cause = report['chain']
        self.assertEqual(('RuntimeError', 'no price', 'raised'),
                         (raised['type'], raised['message'], raised['relation']))
        self.assertEqual(('KeyError', "'price'", 'cause'), (cause['type'], cause['message'], cause['relation']))
        program = self.runtime.folder + '/program.py'
        self.assertEqual([{'file': program, 'line': 3, 'function': 'inner'},
                          {'file': program, 'line': 5, 'function': '<module>'}], cause['frames'])
        self.assertNotIn('caught', report)

    def test_an_exception_while_another_is_handled_is_its_context_unless_suppressed(self):
        context = self.run_program('''
            try:
                {}['a']
            except KeyError:
                raise ValueError('b')
            ''')
        self.assertEqual(['raised', 'context'], [link['relation'] for link in context.reports[0]['chain']])
        suppressed = self.run_program('''
            try:
                {}['a']
            except KeyError:
                raise ValueError('b') from None
            ''')
        self.assertEqual(['raised'], [link['relation'] for link in suppressed.reports[0]['chain']])

    def test_an_uncaught_exception_is_reported_whatever_excepthook_the_program_sets(self):
        for hook in ('lambda *a: print("mine")', 'lambda *a: sys.__excepthook__(*a)'):
            ended = self.run_program('import sys; sys.excepthook = %s; 1 / 0' % hook)
            self.assertEqual([('uncaught', 'ZeroDivisionError')], ended.kinds())

    def test_what_a_debugger_or_test_runner_keeps_as_last_is_not_uncaught(self):
        ended = self.run_program('''
            import sys
            def work():
                try:
                    1 / 0
                except ZeroDivisionError as e:
                    sys.last_type, sys.last_value, sys.last_traceback = type(e), e, e.__traceback__
                    sys.last_exc = e
            work()
            ''')
        self.assertEqual([], ended.reports)

    def test_an_exception_that_ends_a_thread_is_reported_whatever_hook_the_program_sets(self):
        ended = self.run_program('''
            import threading
            def work():
                raise ValueError('x')
            def leave():
                raise SystemExit
            for n, target in enumerate((work, leave, work)):
                thread = threading.Thread(target=target); thread.start(); thread.join()
                threading.excepthook = lambda args: None
            ''')
        self.assertEqual([('thread', 'ValueError')] * 2, ended.kinds())

    def test_an_exception_of_a_bare_thread_and_of_a_finaliser_is_reported(self):
        ended = self.run_program('''
            import _thread, time
            def work():
                try:
                    raise ValueError
                finally:
                    done.append(1)
            done = []
            _thread.start_new_thread(work, ())
            while not done:
                time.sleep(.01)
            class Broken:
                def __del__(self):
                    raise OSError
            Broken()
            time.sleep(.1)
            ''')
        self.assertEqual({('thread', 'ValueError'), ('unraisable', 'OSError')}, set(ended.kinds()))

    def test_a_logged_exception_is_reported_once_with_the_frame_that_caught_it(self):
        ended = self.run_program('''
            import logging
            def trade():
                raise ValueError('x')
            def loop():
                try:
                    trade()
                except Exception:
                    logging.exception('failed')
            loop()
            ''')
        report = self.only(ended)
        program = self.runtime.folder + '/program.py'
        self.assertEqual('logged', report['kind'])
        self.assertEqual({'file': program, 'function': 'loop', 'tried': 7, 'line': 9}, report['caught'])
        self.assertIn('ValueError: x', ended.err)

    def test_an_exception_that_is_rendered_is_reported_by_any_means(self):
        for render in ('traceback.print_exc()', 'traceback.format_exc()', 'traceback.format_exception(*sys.exc_info())',
                       'traceback.TracebackException(*sys.exc_info())', 'list(traceback.walk_tb(sys.exc_info()[2]))',
                       'traceback.print_exc(); logging.exception("x")', 'logging.error("x", exc_info=True)',
                       'logging.getLogger("a").warning("x", exc_info=sys.exc_info())'):
            with self.subTest(render):
                ended = self.run_program('''
                    import logging, sys, traceback
                    try:
                        try:
                            {}['a']
                        except KeyError:
                            raise ValueError('b')
                    except ValueError:
                        %s
                    ''' % render)
                self.assertEqual([('logged', 'ValueError')], ended.kinds())
                self.assertEqual(4, ended.reports[0]['chain'][1]['frames'][0]['line'] - 1)

    def test_an_exception_that_goes_through_two_handlers_is_reported_for_each(self):
        ended = self.run_program('''
            import logging
            def inner():
                try:
                    1 / 0
                except ZeroDivisionError:
                    logging.exception('inner')
                    raise
            try:
                inner()
            except ZeroDivisionError:
                logging.exception('outer')
            ''')
        self.assertEqual(['inner', '<module>'], [report['caught']['function'] for report in ended.reports])

    def test_an_exception_that_is_caught_and_not_shown_is_not_reported(self):
        ended = self.run_program('''
            import logging, traceback, threading
            for n in range(1000):
                try:
                    {}['a']
                except KeyError as e:
                    logging.error('failed: %s', e)
            ''')
        self.assertEqual([], ended.reports)

    def test_a_task_that_nobody_awaits_is_reported_with_and_without_a_handler_of_the_loop(self):
        for handler in ('None', 'lambda loop, context: None'):
            ended = self.run_program('''
                import asyncio, gc
                async def bad():
                    raise ValueError('x')
                async def main():
                    asyncio.get_running_loop().set_exception_handler(%s)
                    asyncio.ensure_future(bad())
                    await asyncio.sleep(.01)
                    gc.collect()
                asyncio.run(main())
                ''' % handler)
            self.assertEqual([('task', 'ValueError')], ended.kinds())

    def test_a_deep_recursion_has_its_innermost_frames_and_a_long_chain_its_nearest_links(self):
        ended = self.run_program('''
            def deeper(n):
                if n == 300:
                    raise ValueError
                deeper(n + 1)
            def chain(n):
                try:
                    if n: chain(n - 1)
                    1 / 0
                except Exception as e:
                    raise RuntimeError(n) from e
            import logging
            for work in (deeper, chain):
                try:
                    work(0 if work is deeper else 20)
                except Exception:
                    logging.exception('x')
            ''')
        deep, chain = ended.reports
        self.assertEqual(40, len(deep['chain'][0]['frames']))
        self.assertEqual(4, deep['chain'][0]['frames'][0]['line'])
        self.assertEqual(8, len(chain['chain']))

    def test_a_message_is_sent_only_where_no_code_of_the_program_makes_it(self):
        ended = self.run_program('''
            import logging
            class Own(Exception):
                def __str__(self): print('CALLED'); return 'own'
            class Meta(type):
                def __getattribute__(cls, name): print('CALLED'); return type.__getattribute__(cls, name)
            class Odd(Exception, metaclass=Meta):
                @property
                def args(self): print('CALLED'); return ('odd',)
            class Value(str):
                def __str__(self): print('CALLED'); return 'v'
                def __repr__(self): print('CALLED'); return 'v'
            class Plain(ValueError):
                pass
            named = OSError(2, 'gone', 'file'); named.filename = Value('f')
            def failing(error):
                try:
                    raise error
                except Exception:
                    record = logging.LogRecord('a', 40, 'f', 1, 'm', (), __import__('sys').exc_info())
                    quiet.handle(record)
            quiet = logging.getLogger('quiet'); quiet.propagate = False; quiet.addHandler(logging.NullHandler())
            for error in (Own('a'), Odd('b'), Plain('c'), Plain(Value('d')), Plain('e', 1, None), Plain([1]), named,
                          OSError(2, 'gone', 'file'), KeyError('k'), Plain('x' * 10000), Plain(b'f'), ImportError('i'),
                          Plain(), Plain(10 ** 5000)):
                failing(error)
            try:
                b'\\xff'.decode('ascii')
            except Exception:
                logging.disable(0); quiet.exception('x')
            try:
                compile('a b', 'f.py', 'exec')
            except Exception:
                quiet.exception('x')
            ''')
        self.assertNotIn('CALLED', ended.out)
        messages = [report['chain'][0]['message'] for report in ended.reports]
        self.assertEqual(['', 'b', 'c', '', "('e', 1, None)", '', '', "[Errno 2] gone: 'file'", "'k'", 'x' * 500, '',
                          'i', '', ''], messages[:14])
        self.assertIn("can't decode byte 0xff", messages[14])
        self.assertIn('f.py, line 1', messages[15])

    def test_text_of_any_kind_is_one_line_of_json(self):
        ended = self.run_program('raise ValueError("a\\n\\"b\\\\c\\t\\x7f \\u00e9\\u4e2d\\udc80 \\U0001f600")',
                                 PYTHONIOENCODING='utf-8')
        self.assertEqual('a\n"b\\c\t\x7f \u00e9\u4e2d\udc80 \U0001f600', self.only(ended)['chain'][0]['message'])

    @unittest.skipIf(sys.version_info < (3, 11), 'groups came with 3.11')
    def test_a_group_is_reported_as_itself(self):
        ended = self.run_program('raise ExceptionGroup("several", [ValueError(1), TypeError(2)])')
        self.assertEqual('several (2 sub-exceptions)', self.only(ended)['chain'][0]['message'])


if __name__ == '__main__':
    unittest.main()
