package com.nae.process.definition;

import static com.nae.process.definition.DefinitionFixture.ROOT;
import static com.nae.process.definition.DefinitionFixture.live;
import static com.nae.process.definition.DefinitionFixture.parse;
import static com.nae.process.definition.DefinitionFixture.refused;
import static com.nae.process.definition.DefinitionFixture.sandbox;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.process.Mode;
import com.nae.process.definition.Isolation.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the sandbox of a process is kept apart from live. */
class IsolationTest {
    private static final Set<Mode> DUAL = Set.of(Mode.SANDBOX, Mode.LIVE);

    @TempDir
    Path folder;

    @Test
    void theNetworkOfTheSandboxIsItsOwn() {
        Isolation isolation = parse(ROOT, "sandbox.network=loopback").isolation();
        assertEquals(Network.LOOPBACK, isolation.network(Mode.SANDBOX));
        assertEquals(Network.HOST, isolation.network(Mode.LIVE));
        assertEquals(Network.NONE, parse(ROOT, "network=none").isolation().network(Mode.LIVE));
        assertEquals("sandbox.network", refused(ROOT, "sandbox.network=vpn").key());
    }

    @Test
    void anotherNetworkTakesANewStartOfThatMode() {
        ModeDefinitions host = parse(ROOT, "directory=/opt/t");
        ModeDefinitions none = parse(ROOT, "directory=/opt/t", "sandbox.network=none");
        assertTrue(none.movedFrom(host, Mode.SANDBOX));
        assertFalse(none.movedFrom(host, Mode.LIVE));
        assertTrue(parse(ROOT, "directory=/opt/u").movedFrom(host, Mode.SANDBOX));
    }

    @Test
    void aSandboxThatCanActAsLiveIsSaidWithWhatToWrite() {
        List<String> notices = parse(ROOT, "environment.API_KEY=secret").notices(DUAL);
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).contains("sandbox.shared = true"), notices::toString);
        assertTrue(notices.get(0).contains("sandbox.network = loopback"), notices::toString);
        assertFalse(notices.get(0).contains("secret"), notices::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "sandbox.shared=true",
        "sandbox.network=loopback",
        "sandbox.network=none",
        "sandbox.environment.API_KEY=paper",
        "live.environment.API_KEY=real",
        "modes=live",
        "modes=sandbox"
    })
    void nothingIsSaidOfWhatIsApartOrMeant(String line) {
        assertEquals(List.of(), parse(ROOT, line).notices(DUAL));
    }

    @Test
    void nothingIsSaidWhereOneModeRuns() {
        assertEquals(List.of(), parse(ROOT).notices(Set.of(Mode.LIVE)));
        assertEquals(List.of(), parse(ROOT).notices(Set.of(Mode.SANDBOX)));
    }

    @Test
    void sharedIsAKeyOfTheSandboxAlone() {
        assertEquals("shared", refused(ROOT, "shared=true").key());
        assertEquals("live.shared", refused(ROOT, "live.shared=true").key());
        assertTrue(
                parse(ROOT, "modes=sandbox", "sandbox.shared=true").isolation().shared());
    }

    @Test
    void aProbeThatCannotReachTheProgramIsNotAskedAndThatIsSaid() {
        String[] lines = {
            "readiness.http=http://127.0.0.1:80/",
            "readiness.period=1s",
            "liveness.exec=./check",
            "sandbox.network=none"
        };
        assertEquals(Optional.empty(), sandbox(lines).readiness());
        assertTrue(sandbox(lines).liveness().isPresent());
        assertTrue(live(lines).readiness().isPresent());
        List<String> notices = parse(ROOT, lines).notices(DUAL);
        String said = "readiness.http cannot reach a program in a network of its own: not asked in sandbox";
        assertEquals(List.of(said + ", where exec and log can be"), notices);
        assertEquals(List.of(), parse(ROOT, lines).notices(Set.of(Mode.LIVE)));
    }

    @Test
    void theSandboxHasItsOwnCommandUserAndFile() throws IOException {
        String[] lines = {
            "environment_file=" + Files.writeString(folder.resolve("live.env"), "API_KEY=real\nURL=x\n"),
            "sandbox.environment_file=" + Files.writeString(folder.resolve("paper.env"), "API_KEY=paper\n"),
            "sandbox.command=python3 main.py --paper",
            "user=root",
            "sandbox.user=nobody"
        };
        assertEquals(Map.of("API_KEY", "real", "URL", "x"), live(lines).environment());
        assertEquals(Map.of("API_KEY", "paper"), sandbox(lines).environment());
        assertEquals(List.of("python3", "main.py", "--paper"), sandbox(lines).command());
        assertEquals(Optional.of("nobody"), sandbox(lines).identity().user());
        assertEquals(Optional.of("root"), live(lines).identity().user());
        assertEquals(List.of(), parse(ROOT, lines).notices(DUAL));
    }

    @Test
    void aFileOfTheSandboxWinsOverAVariableForEveryMode() throws IOException {
        String[] lines = {
            "environment.API_KEY=real",
            "environment.OTHER=both",
            "sandbox.environment.PORT=2",
            "sandbox.environment_file=" + Files.writeString(folder.resolve("paper.env"), "API_KEY=paper\nPORT=1\n")
        };
        assertEquals("real", live(lines).environment().get("API_KEY"));
        assertEquals(
                Map.of("API_KEY", "paper", "OTHER", "both", "PORT", "2"),
                sandbox(lines).environment());
        assertEquals(
                "sandbox.environment_file",
                refused(ROOT, "sandbox.environment_file=" + folder.resolve("absent.env"), "environment.A=1")
                        .key());
    }

    @Test
    void aCheckSaysItWhereBothModesRun() {
        Settings file = new Settings(Map.of("command", "x"));
        List<String> dual = new ProcessDefinitionCheck(ROOT, Optional::empty, DUAL).notes("x", file);
        assertTrue(dual.get(0).startsWith("sandbox.shared: "), dual::toString);
        assertEquals(List.of(), new ProcessDefinitionCheck(ROOT, Optional::empty, Set.of(Mode.LIVE)).notes("x", file));
    }
}
