package com.nae.process.definition;

import static com.nae.process.definition.DefinitionFixture.HOME;
import static com.nae.process.definition.DefinitionFixture.ROOT;
import static com.nae.process.definition.DefinitionFixture.live;
import static com.nae.process.definition.DefinitionFixture.parse;
import static com.nae.process.definition.DefinitionFixture.sandbox;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file defines for each mode. */
class ModeDefinitionsTest {
    @Test
    void aScheduledProgramIsNotStartedAgainWhenItIsDone() {
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
    void aProcessRunsInTheModesNamed() {
        assertEquals(Set.of(Mode.LIVE), parse(ROOT, "modes=live").byMode().keySet());
        assertEquals(
                Set.of(Mode.SANDBOX),
                parse(ROOT, "modes=sandbox", "command=absent", "sandbox.command=x", "live.nice=3")
                        .byMode()
                        .keySet());
    }

    @Test
    void theInterpreterReportsInTheSandboxAndOnLiveOnlyWhereTheFileSaysSo() {
        assertTrue(sandbox().evidence().python());
        assertFalse(live().evidence().python());
        assertFalse(sandbox("evidence.python=off").evidence().python());
        assertTrue(live("evidence.python=on").evidence().python());
        assertTrue(live("live.evidence.python=on").evidence().python());
        assertFalse(live("sandbox.evidence.python=on").evidence().python());
    }

    @Test
    void onlyTheSandboxIsWatched() {
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
    void theDefaultsOfTheRuntimeHoldWhereTheFileSaysNothing() {
        var defaults = ProcessDefaults.of(
                new Settings(Map.of("restart_threshold", "7", "log_max_size", "1M", "backoff_initial", "1s")));
        var d = ModeDefinitions.of("x", new Settings(Map.of("command", "x", "backoff_initial", "2s")), ROOT, defaults)
                .byMode()
                .get(Mode.LIVE);
        assertEquals(7, d.restart().threshold());
        assertEquals(Duration.ofSeconds(2), d.restart().backoffInitial());
        assertEquals(1 << 20, d.log().maxSize());
    }
}
