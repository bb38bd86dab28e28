package com.nae.evidence.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.evidence.RaisedException;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bundle with programs in a real Python. */
class PythonEvidenceTest {
    private static final InstanceId ID = InstanceId.parse("trader@sandbox");
    private static final String FAILING = """
            import logging, os, sys
            assert 'NAE_EVIDENCE' not in os.environ
            try:
                {}['price']
            except KeyError:
                logging.exception('no price')
            """;

    @TempDir
    Path folder;

    private final BlockingQueue<RaisedException> received = new LinkedBlockingQueue<>();
    private HookedLaunch launch;
    private PythonEvidence evidence;

    @BeforeEach
    void open() throws IOException {
        launch = new HookedLaunch(new Home(folder.toRealPath(), "dual"), folder.toRealPath());
        evidence = new PythonEvidence(launch, nothingRuns());
        evidence.addListener(received::add);
    }

    @AfterEach
    void close() {
        evidence.close();
        launch.close();
    }

    private static ProcessManager nothingRuns() {
        return (ProcessManager) Proxy.newProxyInstance(
                PythonEvidenceTest.class.getClassLoader(),
                new Class<?>[] {ProcessManager.class},
                (proxy, method, arguments) -> Optional.empty());
    }

    private static ProcessDefinition definition(boolean python) {
        return new ProcessDefinition(
                "trader",
                Mode.SANDBOX,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new ProcessDefinition.Evidence(python),
                List.of());
    }

    /** Runs a program with the variables of a start; returns what it printed. */
    private String run(String program, Map<String, String> variables) throws IOException, InterruptedException {
        Path file = folder.resolve("program.py");
        Files.writeString(file, program);
        ProcessBuilder builder = new ProcessBuilder("python3", file.toString()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process python = builder.start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(python.waitFor(30, TimeUnit.SECONDS));
        return output;
    }

    private RaisedException next() throws InterruptedException {
        RaisedException exception = received.poll(30, TimeUnit.SECONDS);
        assertNotNull(exception, "no report came");
        return exception;
    }

    @Test
    void aProgramReportsWhereItFailedAndWhereThatWasCaught() throws Exception {
        Instant begin = Instant.now().minusSeconds(1);
        Map<String, String> variables = launch.environment(ID, definition(true), Map.of());
        assertFalse(evidence.reports(ID));
        String output = run(FAILING, variables);
        assertTrue(output.contains("KeyError: 'price'"), output);
        RaisedException exception = next();
        assertEquals("KeyError", exception.chain().get(0).type());
        assertEquals("'price'", exception.chain().get(0).message());
        assertEquals(4, exception.chain().get(0).frames().get(0).line());
        assertEquals(4, exception.caught().orElseThrow().tried().line());
        assertEquals(6, exception.caught().orElseThrow().handlerLine());
        assertTrue(evidence.reports(ID));
        assertEquals(List.of(exception), evidence.since(ID, begin));
        assertEquals(0, evidence.dropped(ID));
    }

    @Test
    void aListenerThatFailsKeepsNoOtherFromHearing() throws Exception {
        evidence.addListener(exception -> {
            throw new IllegalStateException("the listener is broken");
        });
        evidence.addListener(received::add);
        run(FAILING, launch.environment(ID, definition(true), Map.of()));
        assertEquals(next(), next());
    }

    @Test
    void aProgramWhoseDefinitionSwitchesItOffGetsNothing() {
        launch.environment(ID, definition(true), Map.of());
        assertEquals(Map.of(), launch.environment(ID, definition(false), Map.of()));
        assertFalse(evidence.reports(ID));
    }

    @Test
    void anUnknownInstanceReportsNothing() {
        assertFalse(evidence.reports(ID));
        assertEquals(List.of(), evidence.since(ID, Instant.EPOCH));
        assertEquals(0, evidence.dropped(ID));
    }

    @Test
    void whereTheHookCannotBePlacedProgramsStartWithoutIt() throws IOException {
        Path blocked = Files.createDirectories(folder.resolve("blocked/data"));
        Files.writeString(blocked.resolve("hook"), "a file");
        HookedLaunch without = new HookedLaunch(new Home(folder.resolve("blocked"), "live"), folder);
        assertEquals(Map.of(), without.environment(ID, definition(true), Map.of()));
        without.close();
    }
}
