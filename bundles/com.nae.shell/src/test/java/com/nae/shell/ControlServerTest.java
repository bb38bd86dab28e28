package com.nae.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.shell.ServedShell.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control socket: who may open it, what it answers, and what it takes. */
@Timeout(30)
class ControlServerTest {
    @TempDir
    private Path home;

    private ServedShell shell;

    @BeforeEach
    void open() throws IOException {
        shell = new ServedShell(home);
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
    }

    @Test
    void aCommandIsAnsweredWithFramesAndAnExitCode() throws IOException {
        assertEquals(
                new Answer("a \"b\" ü true 100 ann\n", "", 0),
                shell.ask(
                        "{\"args\":[\"echo\",\"a\",\"\\\"b\\\"\",\"--json\",\"ü\"],\"columns\":100,\"user\":\"ann\"}"));
    }

    @Test
    void onlyItsOwnerCanOpenIt() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(shell.socket)));
        try (var left = Files.list(home.resolve("data"))) {
            assertEquals(List.of(shell.socket), left.toList(), "the private folder it was bound in is gone");
        }
    }

    @Test
    void aStaleSocketIsReplacedAndTheOwnOneIsRemovedAtTheEnd() throws IOException {
        ControlServer second = new ControlServer(home, shell.commands);
        shell.server.deactivate();
        assertTrue(Files.exists(shell.socket), "the first one leaves alone what is not its own any more");
        assertEquals(0, shell.ask("{\"args\":[\"echo\"]}").code());
        second.deactivate();
        assertFalse(Files.exists(shell.socket));
    }

    @Test
    void aMalformedRequestGetsAClearErrorAndHarmsNothing() throws IOException {
        for (String garbage : List.of(
                "GET / HTTP/1.1",
                "",
                "null",
                "[]",
                "{}",
                "{\"args\":null}",
                "{\"args\":[null]}",
                "{\"args\":[[1]]}",
                "\u0000\uffff",
                "[".repeat(5000),
                "{\"args\":[\"echo\"],\"columns\":\"wide\"}",
                "{\"args\":[\"echo\"],\"columns\":1e999}",
                "{\"args\":[\"echo\"],\"cwd\":\"\\u0000\"}")) {
            Answer answer = shell.ask(garbage);
            assertEquals(Command.USAGE, answer.code(), garbage);
            assertTrue(answer.err().startsWith("nae: "), answer.err());
        }
        assertEquals(0, shell.ask("{\"args\":[\"echo\"]}").code());
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws IOException {
        try (SocketChannel client = shell.connect()) {
            client.write(ByteBuffer.wrap(
                    "x".repeat(ClientConnection.MAX_REQUEST_BYTES + 1).getBytes(UTF_8)));
            assertEquals(
                    new Answer("", "nae: the request is longer than 64 KB\n", Command.USAGE),
                    ServedShell.answer(client));
        }
    }

    @Test
    void aFailureIsReportedWithItsReason() throws IOException {
        shell.commands.addCommand(ShellFakes.command("refuse", in -> {
            throw CommandException.unknown("no process 'x'");
        }));
        shell.commands.addCommand(ShellFakes.command("misuse", in -> {
            throw CommandException.usage("WORD is missing");
        }));
        shell.commands.addCommand(ShellFakes.command("break", in -> {
            throw new IllegalStateException("boom");
        }));
        assertEquals(new Answer("", "nae: no process 'x'\n", 4), shell.ask("{\"args\":[\"refuse\"]}"));
        assertEquals(
                new Answer("", "nae: WORD is missing\nusage: nae misuse [WORD]\n", 2),
                shell.ask("{\"args\":[\"misuse\"]}"));
        assertEquals(
                new Answer("", "nae: break failed: java.lang.IllegalStateException: boom\n", 1),
                shell.ask("{\"args\":[\"break\"]}"));
        assertEquals(
                new Answer(
                        "", "nae: unknown command 'ehco'; did you mean 'echo'? ('nae help' lists all commands)\n", 2),
                shell.ask("{\"args\":[\"ehco\"]}"));
    }

    @Test
    void aCommandIsAvailableWhileItsServiceIs() throws IOException {
        Command late = ShellFakes.command("late", in -> Command.DONE);
        shell.commands.addCommand(late);
        assertEquals(new Answer("late\n", "", 0), shell.ask("{\"complete\":[\"la\"]}"));
        assertEquals(
                "late [WORD]                         does late\n",
                shell.ask("{\"args\":[\"help\",\"late\"]}").out());
        shell.commands.removeCommand(late);
        assertEquals(2, shell.ask("{\"args\":[\"late\"]}").code());
    }
}
