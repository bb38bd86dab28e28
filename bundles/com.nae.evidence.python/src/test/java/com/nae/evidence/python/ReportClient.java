package com.nae.evidence.python;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program that connects to the socket for reports, as a hook does or as none does. */
final class ReportClient implements Closeable {
    private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);

    ReportClient(Path socket) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    /** Sends text as it is. What the server has not read when it closes the connection is lost. */
    void send(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException closed) {
            return;
        }
    }

    void hello(String token) {
        send("{\"hello\":1,\"token\":\"" + token + "\",\"pid\":4711,\"python\":\"3.11.7\",\"dropped\":0}\n");
    }

    /** A report of an exception of the type, raised in the file {@code main.py} at the line 3. */
    static String report(String type) {
        return "{\"kind\":\"logged\",\"at\":" + System.currentTimeMillis() / 1000.0
                + ",\"dropped\":0,\"chain\":[{\"type\":\"" + type + "\",\"message\":\"m\",\"relation\":\"raised\","
                + "\"frames\":[{\"file\":\"main.py\",\"line\":3,\"function\":\"f\"}]}],"
                + "\"caught\":{\"file\":\"main.py\",\"function\":\"g\",\"tried\":7,\"line\":9}}\n";
    }

    /** Waits until the server has closed the connection. */
    void awaitEnd() throws IOException {
        try {
            while (channel.read(ByteBuffer.allocate(64)) >= 0) {
                // the server sends nothing
            }
        } catch (IOException reset) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
