package com.nae.process.definition;

import static com.nae.process.definition.DefinitionFixture.ROOT;
import static com.nae.process.definition.DefinitionFixture.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that define no process. */
class RefusedDefinitionTest {
    @ParameterizedTest
    @CsvFileSource(resources = "refused-definitions.csv", delimiter = '|')
    void aBadFileIsRefusedWithItsKeyAndTheReason(String line, String key, String reason) {
        SettingsException e = refused(ROOT, line);
        assertEquals(key, e.key());
        assertTrue(e.reason().contains(reason), e.reason());
    }

    @Test
    void aFileWithSeveralProblemsIsRefusedWithAllOfThem() {
        Map<String, String> wrong = Map.ofEntries(
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
                Map.entry("healing.key", "x"));
        Settings file = Settings.collectingErrors(wrong);
        var e = assertThrows(
                SettingsException.class,
                () -> new ProcessDefinitionCheck(ROOT, Optional::empty, Set.of()).check("trader", file));
        List<String> keys = e.all().stream().map(SettingsException::key).toList();
        assertEquals(wrong.keySet(), Set.copyOf(keys));
        assertEquals(wrong.size(), keys.size(), "each once");
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
    void aNameThatFilesOrCommandsCouldMistakeIsRefused(String name) {
        var settings = new Settings(Map.of("command", "x"));
        assertThrows(SettingsException.class, () -> ModeDefinitions.of(name, settings, ROOT, ProcessDefaults.STANDARD));
    }

    @Test
    void theChecksAcceptAndRefuse() {
        new ProcessDefinitionCheck(ROOT, Optional::empty, Set.of()).check("x", new Settings(Map.of("command", "x")));
        assertThrows(
                SettingsException.class,
                () -> new ProcessDefinitionCheck(ROOT, Optional::empty, Set.of()).check("x", new Settings(Map.of())));
        new ProcessDefaultsCheck().check("", new Settings(Map.of("restart_threshold", "3")));
        assertEquals(
                "restart_treshold",
                assertThrows(
                                SettingsException.class,
                                () -> new ProcessDefaultsCheck()
                                        .check("", new Settings(Map.of("restart_treshold", "3"))))
                        .key());
    }

    @Test
    void aHardLimitThatCannotBeSetHereIsNoErrorAndIsNoted() {
        ProcessDefinitionCheck check =
                new ProcessDefinitionCheck(ROOT, () -> Optional.of("there are no cgroups"), Set.of());
        Settings limited = new Settings(Map.of("command", "x", "live.memory_max", "200M"));
        check.check("x", limited);
        assertEquals(
                List.of("memory_max: the kernel does not enforce it: there are no cgroups;"
                        + " memory_limit restarts the program where it is set"),
                check.notes("x", limited));
        assertEquals(List.of(), check.notes("x", new Settings(Map.of("command", "x"))));
        assertEquals(List.of(), new ProcessDefinitionCheck(ROOT, Optional::empty, Set.of()).notes("x", limited));
    }
}
