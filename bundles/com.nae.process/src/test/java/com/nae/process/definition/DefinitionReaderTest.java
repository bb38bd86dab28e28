package com.nae.process.definition;

import static com.nae.process.definition.DefinitionFixture.HOME;
import static com.nae.process.definition.DefinitionFixture.ROOT;
import static com.nae.process.definition.DefinitionFixture.USER;
import static com.nae.process.definition.DefinitionFixture.live;
import static com.nae.process.definition.DefinitionFixture.parse;
import static com.nae.process.definition.DefinitionFixture.refused;
import static com.nae.process.definition.DefinitionFixture.sandbox;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessDefinition.Condition;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.process.expansion.ReplicaVariable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of a file mean. */
class DefinitionReaderTest {
    @Test
    void aCommandAloneHasTheDocumentedDefaults() {
        ProcessDefinition d = live();
        assertEquals(List.of("python3", "main.py"), d.command());
        assertEquals(HOME, d.directory());
        assertEquals(
                new ProcessDefinition.Restart(
                        Policy.ALWAYS,
                        Set.of(0),
                        Set.of(125),
                        Duration.ofSeconds(1),
                        3,
                        Duration.ofMinutes(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60)),
                d.restart());
        assertEquals(new ProcessDefinition.Stop("TERM", Duration.ofSeconds(10)), d.stop());
        assertEquals(new ProcessDefinition.Log(50 << 20, 10, true), d.log());
        assertTrue(d.autostart());
        assertEquals(1, d.replicas());
        assertFalse(d.critical()
                || d.sdNotify()
                || d.readiness().isPresent()
                || d.liveness().isPresent()
                || d.schedule().run().isPresent());
        assertEquals(List.of("."), d.healing().sources());
        assertEquals(Set.of(Mode.SANDBOX, Mode.LIVE), parse(ROOT).byMode().keySet());
    }

    @Test
    void probesHaveTheDefaultsOfKubernetes() {
        var http = live("environment.PORT=8080", "readiness.http=http://127.0.0.1:${PORT}/ready")
                .readiness()
                .orElseThrow();
        assertEquals(
                new ProcessDefinition.Probe(
                        Means.HTTP,
                        "http://127.0.0.1:8080/ready",
                        Duration.ZERO,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        1,
                        3),
                http);
    }

    @Test
    void theTargetOfAProbeIsAPatternACommandOrAnAddress() {
        var log = live("liveness.log=ready \\d+${1,3}", "liveness.period=2s", "liveness.failure_threshold=5")
                .liveness()
                .orElseThrow();
        assertEquals(Means.LOG, log.means());
        assertEquals("ready \\d+${1,3}", log.target());
        assertEquals(5, log.failureThreshold());
        assertEquals(
                "test -f '/run/a b'",
                live("readiness.exec=test -f \"/run/a b\"")
                        .readiness()
                        .orElseThrow()
                        .target());
        assertEquals(
                "localhost:5432",
                live("readiness.tcp=localhost:5432").readiness().orElseThrow().target());
    }

    @Test
    void variablesComeFromTheDefinitionThenFromTheRuntime() {
        var d = live(
                "environment.BASE=/opt/${NAE_PROCESS}",
                "environment.PATH=${BASE}/bin:${PATH}",
                "environment.PRICE=$$5",
                "command=${BASE}/run --mode ${NAE_MODE} '${BASE}' ${NAE_REPLICA}",
                "directory=${RUN}");
        assertEquals(Map.of("BASE", "/opt/trader", "PATH", "/opt/trader/bin:/usr/bin", "PRICE", "$5"), d.environment());
        assertEquals(List.of("/opt/trader/run", "--mode", "live", "${BASE}", "${NAE_REPLICA}"), d.command());
        assertEquals(Path.of("/run/x"), d.directory());
        assertEquals(
                List.of("/opt/trader/run", "--mode", "live", "${BASE}", "2"), ReplicaVariable.fill(d.command(), 2));
        assertEquals(
                "environment.B",
                refused(ROOT, "environment.A=${B}", "environment.B=${A}").key());
    }

    @Test
    void identityIsReadAndNeedsRootWhereTheSystemWould() {
        var identity = live(
                        "user=root", "umask=027", "nice=-5", "limit_nofile=4096", "limit_core=0", "limit_as=unlimited")
                .identity();
        assertEquals(
                new ProcessDefinition.Identity(
                        Optional.of("root"),
                        OptionalInt.of(027),
                        OptionalInt.of(-5),
                        OptionalLong.of(4096),
                        OptionalLong.of(0),
                        OptionalLong.of(-1)),
                identity);
        assertEquals(Optional.of("12345"), live("user=12345").identity().user());
        assertTrue(refused(USER, "user=root")
                .reason()
                .contains("only root may start programs as another user (NAE runs as 'alice')"));
        assertTrue(refused(USER, "limit_nofile=8192").reason().contains("only root may go above 4096"));
        assertTrue(refused(USER, "limit_nofile=unlimited").reason().contains("only root"));
        assertTrue(refused(USER, "nice=-1").reason().contains("only root"));
        assertEquals(
                OptionalInt.of(3),
                parse(USER, "nice=3").byMode().get(Mode.LIVE).identity().nice());
    }

    @Test
    void dependenciesHaveFiveConditions() {
        assertEquals(
                List.of(
                        new Dependency("a", Condition.STARTED),
                        new Dependency("b", Condition.HEALTHY),
                        new Dependency("c", Condition.COMPLETED),
                        new Dependency("d", Condition.COMPLETED_SUCCESSFULLY),
                        new Dependency("e", Condition.LOG_READY),
                        new Dependency("f", Condition.STARTED)),
                live("depends_on=a, b:healthy, c:completed, d:completed_successfully, e:log_ready, f:started")
                        .dependsOn());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nice=1               | AUTO    | APPROVE | AUTO    | AUTO",
                "healing=auto         | AUTO    | APPROVE | AUTO    | AUTO",
                "healing.key=auto     | AUTO    | AUTO    | AUTO    | AUTO",
                "live.healing.key=auto| AUTO    | AUTO    | AUTO    | AUTO",
                "healing=suggest      | SUGGEST | SUGGEST | SUGGEST | SUGGEST",
                "live.healing=approve | APPROVE | APPROVE | AUTO    | AUTO",
                "healing=observe      | OBSERVE | OBSERVE | OBSERVE | OBSERVE"
            })
    void aKeyRepairOnLiveNeedsApprovalUnlessTheFileSaysOtherwise(
            String line, Autonomy liveImport, Autonomy liveKey, Autonomy sandboxImport, Autonomy sandboxKey) {
        assertEquals(liveImport, live(line).healing().of("import"));
        assertEquals(liveKey, live(line).healing().of("key"));
        assertEquals(sandboxImport, sandbox(line).healing().of("import"));
        assertEquals(sandboxKey, sandbox(line).healing().of("key"));
    }
}
