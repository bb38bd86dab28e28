package com.nae.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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

@Timeout(30)
class ControlServerTest {
    @TempDir
    private Path home;

    private Path place;
    private final CommandRegistry commands = new CommandRegistry(ShellFakes.context());
    private ControlServer server;

    private record Answer(String out, String err, int code) {}

    @BeforeEach
    void open() throws IOException {
        place = home.resolve("data/control.sock");
        commands.addCommand(ShellFakes.command("echo", in -> {
            in.out()
                    .println(String.join(" ", in.arguments()) + " " + in.json() + " "
                            + in.screen().columns() + " " + in.caller().name());
            return Command.DONE;
        }));
        server = new ControlServer(home, commands);
    }

    @AfterEach
    void close() throws IOException {
        server.deactivate();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(place));
    }

    private Answer ask(String request) throws IOException {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap((request + "\n").getBytes(UTF_8)));
            return answer(client);
        }
    }

    private static Answer answer(SocketChannel client) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        while (true) {
            char type = (char) in.readByte();
            byte[] bytes = in.readNBytes(in.readInt());
            if (type == 'x') {
                return new Answer(
                        out.toString(), err.toString(), ByteBuffer.wrap(bytes).getInt());
            }
            (type == 'o' ? out : err).append(new String(bytes, UTF_8));
        }
    }

    @Test
    void aCommandIsAnsweredWithFramesAndAnExitCode() throws IOException {
        assertEquals(
                new Answer("a \"b\" ü true 100 ann\n", "", 0),
                ask("{\"args\":[\"echo\",\"a\",\"\\\"b\\\"\",\"--json\",\"ü\"],\"columns\":100,\"user\":\"ann\"}"));
    }

    @Test
    void onlyItsOwnerCanOpenIt() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
        try (var left = Files.list(home.resolve("data"))) {
            assertEquals(List.of(place), left.toList(), "the private folder it was bound in is gone");
        }
    }

    @Test
    void aStaleSocketIsReplacedAndTheOwnOneIsRemovedAtTheEnd() throws IOException {
        ControlServer second = new ControlServer(home, commands);
        server.deactivate();
        assertTrue(Files.exists(place), "the first one leaves alone what is not its own any more");
        assertEquals(0, ask("{\"args\":[\"echo\"]}").code());
        second.deactivate();
        assertFalse(Files.exists(place));
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
            Answer answer = ask(garbage);
            assertEquals(Command.USAGE, answer.code(), garbage);
            assertTrue(answer.err().startsWith("nae: "), answer.err());
        }
        assertEquals(0, ask("{\"args\":[\"echo\"]}").code());
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws IOException {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(
                    "x".repeat(ClientConnection.MAX_REQUEST_BYTES + 1).getBytes(UTF_8)));
            assertEquals(new Answer("", "nae: the request is longer than 64 KB\n", Command.USAGE), answer(client));
        }
    }

    @Test
    void aFailureIsReportedWithItsReason() throws IOException {
        commands.addCommand(ShellFakes.command("refuse", in -> {
            throw CommandException.unknown("no process 'x'");
        }));
        commands.addCommand(ShellFakes.command("misuse", in -> {
            throw CommandException.usage("WORD is missing");
        }));
        commands.addCommand(ShellFakes.command("break", in -> {
            throw new IllegalStateException("boom");
        }));
        assertEquals(new Answer("", "nae: no process 'x'\n", 4), ask("{\"args\":[\"refuse\"]}"));
        assertEquals(
                new Answer("", "nae: WORD is missing\nusage: nae misuse [WORD]\n", 2), ask("{\"args\":[\"misuse\"]}"));
        assertEquals(
                new Answer("", "nae: break failed: java.lang.IllegalStateException: boom\n", 1),
                ask("{\"args\":[\"break\"]}"));
        assertEquals(
                new Answer(
                        "", "nae: unknown command 'ehco'; did you mean 'echo'? ('nae help' lists all commands)\n", 2),
                ask("{\"args\":[\"ehco\"]}"));
    }

    @Test
    void aCommandIsAvailableWhileItsServiceIs() throws IOException {
        Command late = ShellFakes.command("late", in -> Command.DONE);
        commands.addCommand(late);
        assertEquals(new Answer("late\n", "", 0), ask("{\"complete\":[\"la\"]}"));
        assertEquals(
                "late [WORD]                         does late\n",
                ask("{\"args\":[\"help\",\"late\"]}").out());
        commands.removeCommand(late);
        assertEquals(2, ask("{\"args\":[\"late\"]}").code());
    }
}
