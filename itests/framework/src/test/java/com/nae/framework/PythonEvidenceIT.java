package com.nae.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedExceptionListener;
import com.nae.api.evidence.RaisedExceptions;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Programs in the assembled runtime report what their interpreter raises, where their definition says so. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PythonEvidenceIT {
    /** Prints what it finds of the hook, has children fail, and then fails by itself once a file is there. */
    private static final String PROGRAM = """
            import logging, multiprocessing, os, subprocess, sys, time
            begin = time.monotonic()
            def fail(kind):
                try:
                    raise kind('here')
                except Exception:
                    logging.exception('failed')
            if __name__ == '__main__':
                print('found', os.environ.get('NAE_EVIDENCE'), os.environ.get('PYTHONPATH'),
                      [p for p in sys.path if 'hook' in p], flush=True)
                subprocess.run([sys.executable, '-c', 'import main; main.fail(KeyError)'])
                for method in ('fork', 'spawn'):
                    child = multiprocessing.get_context(method).Process(target=fail, args=(TypeError,))
                    child.start(); child.join()
                fail(ValueError)
                print('done', flush=True)
                while not os.path.exists('again') or time.monotonic() < begin + 6:
                    time.sleep(.02)
                fail(LookupError)
                time.sleep(600)
            """;

    @Inject
    private BundleContext context;

    private Path home;
    private final List<RaisedException> heard = new CopyOnWriteArrayList<>();

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Before
    public void home() {
        home = Path.of(System.getProperty("nae.test.home"));
    }

    private void define(String name, String program, String... settings) throws IOException {
        Path folder = Files.createDirectories(home.resolve("programs").resolve(name));
        Files.writeString(folder.resolve("main.py"), program);
        String lines = "command = python3 main.py\nhealing = observe\ndirectory = " + folder + "\n";
        Path part = home.resolve("programs").resolve(name + ".part");
        Files.writeString(part, lines + String.join("\n", settings) + "\n");
        Files.move(part, home.resolve("config/com.nae.process-" + name + ".cfg"));
    }

    private <S> S service(Class<S> type) {
        return context.getService(context.getServiceReference(type));
    }

    private void hear(RaisedException exception) {
        if (exception.instance().process().equals("both")) {
            heard.add(exception);
        }
    }

    private boolean reports(InstanceId id) {
        return service(RaisedExceptions.class).reports(id);
    }

    private List<String> reported(InstanceId id) {
        return service(RaisedExceptions.class).since(id, Instant.EPOCH).stream()
                .map(e -> e.chain().get(0).type())
                .toList();
    }

    private String log(InstanceId id) throws IOException {
        Path log = home.resolve("logs").resolve(id.logName());
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Test
    public void theSandboxReportsAndItsChildrenAndLiveDoNot() throws Exception {
        InstanceId sandbox = InstanceId.parse("both@sandbox");
        InstanceId live = InstanceId.parse("both@live");
        context.registerService(RaisedExceptionListener.class, this::hear, null);
        define("both", PROGRAM);
        for (InstanceId id : List.of(sandbox, live)) {
            Await.until(id + " has come to its end", () -> log(id).contains("\ndone\n"));
            assertTrue(log(id), log(id).startsWith("found None None []\n"));
        }
        Await.until("the sandbox has reported", () -> reported(sandbox).equals(List.of("ValueError")));
        assertTrue(reports(sandbox));
        assertFalse(reports(live));
        assertEquals(List.of(), reported(live));
        assertHeard(sandbox);

        restartTheBundle();
        Await.until("the program that runs on is known", () -> reports(sandbox));
        assertFalse(reports(live));
        Files.createFile(home.resolve("data/sandbox/both/again"));
        Await.until("it reports again", () -> reported(sandbox).equals(List.of("LookupError")));
    }

    private void assertHeard(InstanceId id) throws Exception {
        Await.until("the listener has heard", () -> !heard.isEmpty());
        RaisedException exception = heard.get(0);
        assertEquals(id, exception.instance());
        assertEquals("here", exception.chain().get(0).message());
        assertEquals("fail", exception.caught().orElseThrow().tried().function());
        assertEquals(
                service(ProcessManager.class).status(id).orElseThrow().pid().getAsLong(), exception.pid());
    }

    private void restartTheBundle() throws BundleException {
        Bundle evidence = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("com.nae.evidence.python"))
                .findFirst()
                .orElseThrow();
        evidence.stop();
        evidence.start();
    }

    @Test
    public void aProgramWithItsOwnSitecustomizeRunsAsItWould() throws Exception {
        InstanceId id = InstanceId.parse("custom@live");
        Path own = Files.createDirectories(home.resolve("programs/own"));
        Files.writeString(own.resolve("sitecustomize.py"), "VALUE = 'own'\n");
        define(
                "custom",
                "import os, sitecustomize\nprint(sitecustomize.VALUE, os.environ['PYTHONPATH'], flush=True)\n1 / 0\n",
                "modes = live",
                "autorestart = never",
                "live.evidence.python = on",
                "environment.PYTHONPATH = " + own);
        Await.until("it has reported", () -> reported(id).equals(List.of("ZeroDivisionError")));
        assertTrue("to its end", reports(id));
        Await.until("its trace is in the log", () -> log(id).contains("ZeroDivisionError"));
        assertTrue(log(id), log(id).startsWith("own " + own + "\nTraceback"));
    }
}
