package com.nae.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlConnectionTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ServerSocketChannel listen() throws IOException {
        Path socket = Files.createDirectories(home.resolve("data")).resolve("control.sock");
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private int run(byte[] answer) throws IOException {
        try (ServerSocketChannel server = listen();
                ControlConnection connection = new ControlConnection(home.toString());
                SocketChannel accepted = server.accept()) {
            accepted.write(ByteBuffer.wrap(answer));
            accepted.shutdownOutput();
            return connection.run(new ControlRequest(), out, err);
        }
    }

    private static ByteBuffer frame(ByteBuffer into, char type, byte[] bytes) {
        return into.put((byte) type).putInt(bytes.length).put(bytes);
    }

    @Test
    void framesOfAnySizeAreCopiedUntilTheExitCode() throws IOException {
        byte[] large = "x".repeat(100_000).getBytes(UTF_8);
        ByteBuffer answer = ByteBuffer.allocate(200_000);
        frame(answer, 'o', large);
        frame(answer, 'e', "oops".getBytes(UTF_8));
        frame(answer, 'o', new byte[0]);
        frame(answer, 'x', new byte[] {0, 0, 0, 4});
        assertEquals(4, run(answer.array()));
        assertEquals(100_000, out.size());
        assertEquals("oops", err.toString(UTF_8));
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() {
        assertThrows(EOFException.class, () -> run(new byte[] {'o', 0, 0, 0, 9, 'x'}));
    }

    @Test
    void aHomeWithoutRuntimeIsNotRunning() throws IOException {
        assertEquals(
                "NAE is not running in " + home,
                assertThrows(NotRunningException.class, () -> new ControlConnection(home.toString()))
                        .getMessage());
        listen().close();
        assertEquals(
                "NAE is not running in " + home,
                assertThrows(NotRunningException.class, () -> new ControlConnection(home.toString()))
                        .getMessage());
    }
}
