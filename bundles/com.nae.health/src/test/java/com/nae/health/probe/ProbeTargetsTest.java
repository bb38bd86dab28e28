package com.nae.health.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.health.DefinitionBuilder;
import com.nae.health.FakeProcessManager;
import com.nae.health.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Targets of probes, and what a probe reports that cannot run. */
class ProbeTargetsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void tcpPassesIfSomethingListensAndFailsOtherwise() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertTrue(new TcpProbe(HostAndPort.parse("127.0.0.1:" + port))
                    .probe(LONG)
                    .is(Outcome.PASSED));
            assertTrue(new TcpProbe(HostAndPort.parse(String.valueOf(port)))
                    .probe(LONG)
                    .is(Outcome.PASSED));
        }
        ProbeResult refused = new TcpProbe(HostAndPort.parse("127.0.0.1:" + port)).probe(LONG);
        assertEquals(ProbeResult.failed("127.0.0.1:" + port + " refuses connections"), refused);
    }

    @Test
    void aNameThatDoesNotResolveSaysNothingAboutTheProgram() {
        assertThrows(
                UnknownHostException.class,
                () -> new TcpProbe(HostAndPort.parse("no-such-host.invalid:80")).probe(LONG));
        assertThrows(IOException.class, () -> HttpProbe.parse("ftp://here/"));
        assertThrows(IOException.class, () -> HostAndPort.parse("here:99999"));
    }

    @Test
    void aCommandThatNoShellWouldRunIsReportedWithItsReason() {
        FakeProcessManager processes = new FakeProcessManager();
        ProcessStatus status = processes.put("a@live", ProcessState.RUNNING, 1, Instant.EPOCH);
        ProbeHandler handler = new ProbeHandlerFactory(processes.roles())
                .create(status, DefinitionBuilder.probe(Means.EXEC, "echo 'open", 1, 1));
        assertEquals(
                "'echo 'open' is not a command: it has a ' without its partner",
                assertThrows(IOException.class, () -> handler.probe(LONG)).getMessage());
    }

    @Test
    void aPatternThatBacktracksForTooLongEndsAtTheTimeout() {
        FakeProcessManager log = new FakeProcessManager();
        log.output.append("a".repeat(4000)).append("\n");
        InstanceId id = InstanceId.parse("a@live");
        LogProbe probe =
                new LogProbe(Pattern.compile("(a+)+b"), read -> log.log(id, read.orElse(new LogPosition(0, 0))));
        assertThrows(IllegalStateException.class, () -> probe.probe(SHORT));
    }
}
