package com.nae.process.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeDefinitionsTest {
    private static final Path HOME = Path.of("/srv/nae");
    private static final DefinitionContext ROOT = new DefinitionContext(
            HOME, Map.of("PATH", "/usr/bin", "RUN", "/run/x"), "root", true, Map.of("limit_nofile", 9L));
    private static final DefinitionContext PERSON =
            new DefinitionContext(HOME, Map.of(), "alice", false, Map.of("limit_nofile", 4096L));

    private static ModeDefinitions parse(DefinitionContext context, String... lines) {
        Map<String, String> map = new HashMap<>(Map.of("command", "python3 main.py"));
        for (String line : lines) {
            int equals = line.indexOf('=');
            map.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        map.values().removeIf("absent"::equals);
        return ModeDefinitions.of("trader", new Settings(map), context, ProcessDefaults.STANDARD);
    }

    private static ProcessDefinition live(String... lines) {
        return parse(ROOT, lines).byMode().get(Mode.LIVE);
    }

    private static ProcessDefinition sandbox(String... lines) {
        return parse(ROOT, lines).byMode().get(Mode.SANDBOX);
    }

    private static SettingsException refused(DefinitionContext context, String... lines) {
        return assertThrows(SettingsException.class, () -> parse(context, lines));
    }

    @Test
    void aCommandAloneHasTheContractsDefaults() {
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
    void whatRunsByTheClockIsNotStartedAgainWhenItIsDone() {
        assertEquals(Policy.NEVER, live("schedule=0 3 * * *").restart().policy());
        assertEquals(
                Policy.ON_FAILURE,
                live("schedule=0 3 * * *", "autorestart=on-failure").restart().policy());
    }

    @Test
    void aKeyForOneModeHoldsForThatModeAlone() {
        String[] lines = {
            "environment.URL=http://paper",
            "live.environment.URL=http://real",
            "sandbox.replicas=3",
            "sandbox.command=python3 paper.py"
        };
        assertEquals("http://real", live(lines).environment().get("URL"));
        assertEquals("http://paper", sandbox(lines).environment().get("URL"));
        assertEquals(1, live(lines).replicas());
        assertEquals(3, sandbox(lines).replicas());
        assertEquals(List.of("python3", "paper.py"), sandbox(lines).command());
    }

    @Test
    void itRunsInTheModesNamed() {
        assertEquals(Set.of(Mode.LIVE), parse(ROOT, "modes=live").byMode().keySet());
        assertEquals(
                Set.of(Mode.SANDBOX),
                parse(ROOT, "modes=sandbox", "command=absent", "sandbox.command=x", "live.nice=3")
                        .byMode()
                        .keySet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "comand=x                       | comand                | is not a known key; did you mean 'command'?",
                "command=absent                 | command               | is required",
                "sandbox.comand=x               | sandbox.comand        | is not a known key; did you mean 'command'?",
                "sandbox.modes=live             | sandbox.modes         | is not a known key",
                "modes=live,paper               | modes                 | is 'paper'",
                "command=python3 'x             | command               | has a ' without its partner",
                "live.stop_timeout=soon         | live.stop_timeout     | is 'soon'",
                "stop_signal=SIGFOO             | stop_signal           | is 'SIGFOO'",
                "umask=99                       | umask                 | is '99'",
                "nice=20                        | nice                  | expected -20 to 19",
                "user=no-such-person            | user                  | which this system does not know",
                "limit_nofile=many              | limit_nofile          | is 'MANY'",
                "success_exit_codes=0,256       | success_exit_codes    | holds '256'",
                "success_exit_codes=125         | permanent_failure_codes | which success_exit_codes holds too",
                "replicas=1001                  | replicas              | expected 1 to 1000",
                "replicas=0                     | replicas              | expected 1 to 1000",
                "depends_on=feed:ready          | depends_on            | is 'ready'",
                "depends_on=trader              | depends_on            | names trader itself",
                "depends_on=a:healthy,a         | depends_on            | names a twice",
                "depends_on=no good             | depends_on            | 'no good' is no name",
                "schedule=* * * *               | schedule              | expected five fields",
                "restart_schedule=61 * * * *    | restart_schedule      | is not from 0 to 59",
                "readiness.period=3s            | readiness.period      | tells when to probe",
                "readiness.http=ftp://x         | readiness.http        | expected a URL",
                "readiness.http=http://a b/     | readiness.http        | is no URL",
                "readiness.tcp=127.0.0.1        | readiness.tcp         | expected host:port",
                "readiness.tcp=h:70000          | readiness.tcp         | expected host:port",
                "readiness.exec=a 'b            | readiness.exec        | without its partner",
                "liveness.log=(                 | liveness.log          | is no regular expression",
                "healing=always                 | healing               | is 'always'",
                "healing.network=auto           | healing.network       | is not a known key",
                "sources=../other               | sources               | not below the directory",
                "sources=/etc                   | sources               | not below the directory",
                "verify='                       | verify                | without its partner",
                "watch=[                        | watch                 | is no glob",
                "environment.A B=1              | environment.A B       | is not the name of a variable",
                "environment.A=${NOPE}          | environment.A         | no variable NOPE is set",
                "directory=${NOPE}/x            | directory             | no variable NOPE is set",
                "log_max_size=1K                | log_max_size          | expected at least 4096",
                "autorestart=sometimes          | autorestart           | is 'sometimes'",
                "autostart=yes                  | autostart             | expected true or false",
                "memory_limit=0                 | memory_limit          | expected at least 1",
                "cpu_limit=0                    | cpu_limit             | expected 1.0 to",
                "silence_timeout=0              | silence_timeout       | must be longer than 0s",
                "environment_file=gone.env      | environment_file      | /srv/nae/gone.env, which is not there"
            })
    void aBadFileIsRefusedWithItsKeyAndTheReason(String line, String key, String reason) {
        SettingsException e = refused(ROOT, line);
        assertEquals(key, e.key());
        assertTrue(e.reason().contains(reason), e.reason());
    }

    @Test
    void everythingThatIsWrongWithAFileIsNamed() {
        Settings file = Settings.collectingErrors(Map.ofEntries(
                Map.entry("comand", "x"),
                Map.entry("replicas", "many"),
                Map.entry("live.nice", "99"),
                Map.entry("sandbox.stop_timeout", "soon"),
                Map.entry("readiness.http", "nowhere"),
                Map.entry("readiness.period", "often"),
                Map.entry("environment.A", "${NOPE}"),
                Map.entry("environment.B", "${NOPE}"),
                Map.entry("depends_on", "a:b"),
                Map.entry("umask", "9"),
                Map.entry("verify", "'"),
                Map.entry("log_keep", "x"),
                Map.entry("user", "no-such-person"),
                Map.entry("healing.key", "x")));
        var e = assertThrows(SettingsException.class, () -> new ProcessDefinitionCheck(ROOT).check("trader", file));
        assertEquals(
                Set.of(
                        "comand",
                        "replicas",
                        "live.nice",
                        "sandbox.stop_timeout",
                        "readiness.http",
                        "readiness.period",
                        "environment.A",
                        "environment.B",
                        "depends_on",
                        "umask",
                        "verify",
                        "log_keep",
                        "user",
                        "healing.key"),
                Set.copyOf(e.all().stream().map(SettingsException::key).toList()));
        assertEquals(14, e.all().size(), "each once");
        assertEquals(
                "comand is not a known key; did you mean 'command'?",
                e.all().get(0).getMessage());
    }

    @Test
    void aProbeHasOneMeans() {
        assertEquals(
                "readiness.tcp",
                refused(ROOT, "readiness.http=http://127.0.0.1:1/", "readiness.tcp=:1")
                        .key());
    }

    @ParameterizedTest
    @CsvSource({"''", "-x", "a/b", "all", "'a b'", "a:1"})
    void namesThatFilesOrCommandsCouldNotTellAreRefused(String name) {
        var settings = new Settings(Map.of("command", "x"));
        assertThrows(SettingsException.class, () -> ModeDefinitions.of(name, settings, ROOT, ProcessDefaults.STANDARD));
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
        assertTrue(refused(PERSON, "user=root")
                .reason()
                .contains("only root may start programs as another user (NAE runs as 'alice')"));
        assertTrue(refused(PERSON, "limit_nofile=8192").reason().contains("only root may go above 4096"));
        assertTrue(refused(PERSON, "limit_nofile=unlimited").reason().contains("only root"));
        assertTrue(refused(PERSON, "nice=-1").reason().contains("only root"));
        assertEquals(
                OptionalInt.of(3),
                parse(PERSON, "nice=3").byMode().get(Mode.LIVE).identity().nice());
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
    void aPersonSaysYesToKeyRepairsOnLiveUnlessTheFileSaysOtherwise(
            String line, Autonomy liveImport, Autonomy liveKey, Autonomy sandboxImport, Autonomy sandboxKey) {
        assertEquals(liveImport, live(line).healing().of("import"));
        assertEquals(liveKey, live(line).healing().of("key"));
        assertEquals(sandboxImport, sandbox(line).healing().of("import"));
        assertEquals(sandboxKey, sandbox(line).healing().of("key"));
    }

    @Test
    void watchingIsOfTheSandboxOnly() {
        assertEquals(List.of("*.py", "conf/**"), sandbox("watch=*.py, conf/**").watch());
        assertEquals(List.of(), live("watch=*.py").watch());
    }

    @Test
    void aDirectoryOfLiveIsCopiedForTheSandboxUnlessItHasItsOwn() {
        Path copy = HOME.resolve("data/sandbox/trader");
        assertEquals(copy, sandbox("directory=apps/trader").directory());
        assertEquals(HOME.resolve("apps/trader"), live("directory=apps/trader").directory());
        assertEquals(
                Optional.of(HOME.resolve("apps/trader")),
                parse(ROOT, "directory=apps/trader").sandboxOrigin());
        assertEquals(
                Optional.of(Path.of("/opt/t")),
                parse(ROOT, "modes=sandbox", "directory=/opt/t").sandboxOrigin());
        assertEquals(
                Optional.of(Path.of("/opt/live")),
                parse(ROOT, "live.directory=/opt/live").sandboxOrigin());
        assertEquals(
                Optional.empty(),
                parse(ROOT, "directory=/opt/t", "sandbox.directory=/opt/s").sandboxOrigin());
        assertEquals(
                Path.of("/opt/s"),
                sandbox("directory=/opt/t", "sandbox.directory=/opt/s").directory());
    }

    @ParameterizedTest
    @CsvSource({
        "nice=1",
        "directory=.",
        "directory=/srv",
        "directory=/",
        "directory=data",
        "directory=/srv/nae/x/..",
        "modes=live"
    })
    void aDirectoryThatHoldsTheHomesDataIsNeverCopied(String line) {
        assertEquals(Optional.empty(), parse(ROOT, line).sandboxOrigin());
    }

    @Test
    void theRuntimesDefaultsHoldWhereTheFileSaysNothing() {
        var defaults = ProcessDefaults.of(
                new Settings(Map.of("restart_threshold", "7", "log_max_size", "1M", "backoff_initial", "1s")));
        var d = ModeDefinitions.of("x", new Settings(Map.of("command", "x", "backoff_initial", "2s")), ROOT, defaults)
                .byMode()
                .get(Mode.LIVE);
        assertEquals(7, d.restart().threshold());
        assertEquals(Duration.ofSeconds(2), d.restart().backoffInitial());
        assertEquals(1 << 20, d.log().maxSize());
    }

    @Test
    void theChecksAcceptAndRefuse() {
        new ProcessDefinitionCheck(ROOT).check("x", new Settings(Map.of("command", "x")));
        assertThrows(
                SettingsException.class, () -> new ProcessDefinitionCheck(ROOT).check("x", new Settings(Map.of())));
        new ProcessDefaultsCheck().check("", new Settings(Map.of("restart_threshold", "3")));
        assertEquals(
                "restart_treshold",
                assertThrows(
                                SettingsException.class,
                                () -> new ProcessDefaultsCheck()
                                        .check("", new Settings(Map.of("restart_treshold", "3"))))
                        .key());
    }
}
