package com.nae.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.shell.Command;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over the control socket: long ones, slow ones and many. */
@Timeout(30)
class ShellSessionTest {
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
    void aFollowingCommandEndsWithItsClient() throws Exception {
        CountDownLatch following = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        commands.addCommand(ShellFakes.command("follow", in -> {
            following.countDown();
            while (!in.caller().gone()) {
                in.caller().await(Duration.ofHours(1));
            }
            ended.countDown();
            return Command.DONE;
        }));
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap("{\"args\":[\"follow\"]}\n".getBytes(UTF_8)));
            assertTrue(following.await(10, TimeUnit.SECONDS));
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void keysAndWakeUpsReachTheCommand() throws IOException {
        commands.addCommand(ShellFakes.command("key", in -> {
            in.caller().wake();
            boolean woken = in.caller().await(Duration.ofHours(1)).isEmpty();
            in.out().println("press");
            return woken ? in.caller().await(Duration.ofHours(1)).orElse(0) : 99;
        }));
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap("{\"args\":[\"key\"]}\n".getBytes(UTF_8)));
            DataInputStream in = new DataInputStream(Channels.newInputStream(client));
            assertEquals('o', in.readByte());
            assertEquals("press\n", new String(in.readNBytes(in.readInt()), UTF_8));
            client.write(ByteBuffer.wrap("q".getBytes(UTF_8)));
            assertEquals('q', answer(client).code());
        }
    }

    @Test
    void aClientThatReadsSlowlyGetsEveryByte() throws IOException {
        String line = "x".repeat(1000);
        commands.addCommand(ShellFakes.command("flood", in -> {
            for (int i = 0; i < 5000; i++) {
                in.out().println(line);
            }
            return Command.DONE;
        }));
        assertEquals(5000 * 1001, ask("{\"args\":[\"flood\"]}").out().length());
    }

    @Test
    void sessionsAreBounded() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        for (int i = 0; i < ControlServer.MAX_SESSIONS; i++) {
            idle.add(connect());
        }
        try (SocketChannel client = connect()) {
            assertEquals(
                    new Answer("", "nae: more than 32 sessions at once; end one and try again\n", 1), answer(client));
        }
        for (SocketChannel client : idle) {
            client.close();
        }
        Answer again = null;
        while (again == null || again.code() != 0) {
            again = tried();
        }
    }

    private Answer tried() throws IOException {
        try {
            return ask("{\"args\":[\"echo\"]}");
        } catch (EOFException | SocketException stillFull) {
            return null;
        }
    }
}
