package com.nae.client;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A connection to the control socket of a home, for one request and its answer. */
final class ControlConnection implements Closeable {
    /** A frame begins with its type, a letter, and the length of its content. */
    private static final int HEADER = 5;

    private final SocketChannel channel;
    private final ByteBuffer frames = ByteBuffer.allocate(64 * 1024).flip();

    /**
     * @param home the home's folder; where it is our working directory the socket is reached by a short path, as the
     *     kernel wants it
     */
    ControlConnection(String home) throws IOException {
        boolean here = home.equals(System.getProperty("user.dir"));
        Path socket = here ? Path.of("data", "control.sock") : Path.of(home, "data", "control.sock");
        if (!Files.exists(socket)) {
            throw new NotRunningException(home);
        }
        if (!Files.isWritable(socket)) {
            throw new IOException("permission denied: NAE in " + home + " belongs to another user");
        }
        try {
            this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (SocketException refused) {
            throw new NotRunningException(home);
        }
    }

    /**
     * Sends a request and copies the answer as it comes.
     *
     * @return the exit code
     */
    int run(ControlRequest ask, OutputStream out, OutputStream err) throws IOException {
        send(ByteBuffer.wrap(ask.toString().getBytes(StandardCharsets.UTF_8)));
        while (true) {
            need(HEADER);
            char type = (char) frames.get();
            int length = frames.getInt();
            if (type == 'x') {
                need(Integer.BYTES);
                return frames.getInt();
            }
            copy(length, type == 'e' ? err : out);
        }
    }

    /** Sends keys, while {@link #run} goes on in another thread. */
    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void copy(int length, OutputStream stream) throws IOException {
        int left = length;
        while (left > 0) {
            need(1);
            int part = Math.min(left, frames.remaining());
            stream.write(frames.array(), frames.position(), part);
            frames.position(frames.position() + part);
            left -= part;
        }
        stream.flush();
    }

    private void need(int bytes) throws IOException {
        while (frames.remaining() < bytes) {
            frames.compact();
            int count = channel.read(frames);
            frames.flip();
            if (count < 0) {
                throw new EOFException("NAE has closed the connection");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
