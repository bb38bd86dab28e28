package com.nae.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.process.definition.Isolation.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words that make a network, with stand-ins for the tools that need rights. */
class NetworkNamespaceTest {
    @TempDir
    Path tools;

    private NetworkNamespace of(boolean root) {
        return new NetworkNamespace(root, List.of(tools.toString()));
    }

    /** A tool that skips the words up to {@code --} and becomes the rest, or does what the script says. */
    private String tool(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    private void allTools() throws IOException {
        for (String name : List.of("unshare", "setpriv", "nsenter")) {
            tool(name, "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
        }
        tool("ip", "exit 0");
        tool("true", "exit 0");
    }

    @Test
    void theNetworkOfTheMachineTakesNothing() throws IOException {
        assertEquals(List.of(), of(true).enter(Network.HOST));
        assertEquals(List.of(), of(true).join(Network.HOST, 7));
        of(false).examine(Network.HOST);
    }

    @Test
    void rootMakesANetworkNamespaceAlone() throws IOException {
        allTools();
        assertEquals(List.of(tools + "/unshare", "--net", "--"), of(true).enter(Network.NONE));
        List<String> loopback = of(true).enter(Network.LOOPBACK);
        assertEquals(List.of(tools + "/unshare", "--net", "--", "/bin/sh", "-c"), loopback.subList(0, 5));
        assertEquals(tools + "/ip", loopback.get(loopback.size() - 1));
    }

    @Test
    void anotherUserStaysWhoItIsAndKeepsNoCapability() throws IOException {
        allTools();
        assertTrue(of(false).enter(Network.NONE).contains("--map-current-user"));
        assertFalse(of(false).enter(Network.NONE).contains("--keep-caps"));
        List<String> loopback = of(false).enter(Network.LOOPBACK);
        assertEquals(
                List.of(tools + "/setpriv", "--inh-caps=-all", "--ambient-caps=-all", "--"),
                loopback.subList(loopback.size() - 4, loopback.size()));
        assertTrue(of(false).join(Network.NONE, 7).contains("--user"));
    }

    @Test
    void whatIsPossibleIsTriedOnce() throws IOException {
        allTools();
        NetworkNamespace namespaces = of(true);
        namespaces.examine(Network.LOOPBACK);
        tool("unshare", "echo no longer; exit 1");
        namespaces.examine(Network.LOOPBACK);
        assertThrows(IOException.class, () -> namespaces.examine(Network.NONE));
    }

    @Test
    void whatTheKernelRefusesIsTheReason() throws IOException {
        allTools();
        tool("unshare", "echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1");
        assertEquals(
                "network = none is not possible here: unshare: unshare failed: Operation not permitted",
                assertThrows(IOException.class, () -> of(true).examine(Network.NONE))
                        .getMessage());
        String unprivileged = assertThrows(IOException.class, () -> of(false).examine(Network.NONE))
                .getMessage();
        assertTrue(unprivileged.contains("NAE does not run as root"), unprivileged);
        allTools();
        tool("ip", "exit 2");
        assertEquals(
                "network = loopback is not possible here: nae: the loopback interface cannot be switched on",
                assertThrows(IOException.class, () -> of(true).examine(Network.LOOPBACK))
                        .getMessage());
    }

    @Test
    void aMissingToolIsNamed() {
        String reason = assertThrows(IOException.class, () -> of(true).examine(Network.NONE))
                .getMessage();
        assertTrue(reason.startsWith("a network of its own needs unshare of util-linux"), reason);
    }

    @Test
    void aProbeDoesNotRunInTheNetworkOfTheMachine() throws Exception {
        allTools();
        List<String> words = new java.util.ArrayList<>(of(true).join(Network.LOOPBACK, 7));
        assertEquals(List.of("--target", "7"), words.subList(1, 3));
        words.addAll(List.of("/bin/sh", "-c", "exit 0"));
        assertEquals(126, new ProcessBuilder(words).start().waitFor());
    }
}
