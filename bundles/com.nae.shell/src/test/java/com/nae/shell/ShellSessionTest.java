package com.nae.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.shell.Command;
import com.nae.shell.ServedShell.Answer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
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
    void aFollowingCommandEndsWithItsClient() throws Exception {
        CountDownLatch following = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        shell.commands.addCommand(ShellFakes.command("follow", in -> {
            following.countDown();
            while (!in.caller().gone()) {
                in.caller().await(Duration.ofHours(1));
            }
            ended.countDown();
            return Command.DONE;
        }));
        try (SocketChannel client = shell.connect()) {
            client.write(ByteBuffer.wrap("{\"args\":[\"follow\"]}\n".getBytes(UTF_8)));
            assertTrue(following.await(10, TimeUnit.SECONDS));
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void keysAndWakeUpsReachTheCommand() throws IOException {
        shell.commands.addCommand(ShellFakes.command("key", in -> {
            in.caller().wake();
            boolean woken = in.caller().await(Duration.ofHours(1)).isEmpty();
            in.out().println("press");
            return woken ? in.caller().await(Duration.ofHours(1)).orElse(0) : 99;
        }));
        try (SocketChannel client = shell.connect()) {
            client.write(ByteBuffer.wrap("{\"args\":[\"key\"]}\n".getBytes(UTF_8)));
            DataInputStream in = new DataInputStream(Channels.newInputStream(client));
            assertEquals('o', in.readByte());
            assertEquals("press\n", new String(in.readNBytes(in.readInt()), UTF_8));
            client.write(ByteBuffer.wrap("q".getBytes(UTF_8)));
            assertEquals('q', ServedShell.answer(client).code());
        }
    }

    @Test
    void aClientThatReadsSlowlyGetsEveryByte() throws IOException {
        String line = "x".repeat(1000);
        shell.commands.addCommand(ShellFakes.command("flood", in -> {
            for (int i = 0; i < 5000; i++) {
                in.out().println(line);
            }
            return Command.DONE;
        }));
        assertEquals(5000 * 1001, shell.ask("{\"args\":[\"flood\"]}").out().length());
    }

    @Test
    void sessionsAreBounded() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        for (int i = 0; i < ControlServer.MAX_SESSIONS; i++) {
            idle.add(shell.connect());
        }
        try (SocketChannel client = shell.connect()) {
            assertEquals(
                    new Answer("", "nae: more than 32 sessions at once; end one and try again\n", 1),
                    ServedShell.answer(client));
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
            return shell.ask("{\"args\":[\"echo\"]}");
        } catch (EOFException | SocketException stillFull) {
            return null;
        }
    }
}
