package com.nae.shell;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection to a client, which sends a request line and receives frames. A frame is a type ({@code o} output,
 * {@code e} error output, {@code x} exit code), the length of the data in four bytes, and the data. Confined to one
 * thread, except for {@link #wake()}.
 */
final class ClientConnection implements Closeable {
    static final int MAX_REQUEST_BYTES = 64 * 1024;
    /** The bytes of the type and the length of a frame. */
    private static final int HEADER = 5;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer input = ByteBuffer.allocate(1024);
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean isClosed;

    ClientConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ);
        input.flip();
    }

    /**
     * Reads the request line.
     *
     * @return empty if the client closed the connection before the line was complete
     * @throws IOException if the line is too long or takes too long
     */
    Optional<String> readRequest(Duration timeout) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(MAX_REQUEST_BYTES);
        long end = System.nanoTime() + timeout.toNanos();
        while (!isClosed) {
            while (input.hasRemaining()) {
                byte next = input.get();
                if (next == '\n') {
                    return Optional.of(new String(line.array(), 0, line.position(), StandardCharsets.UTF_8));
                }
                if (!line.hasRemaining()) {
                    throw new IOException("the request is longer than " + MAX_REQUEST_BYTES / 1024 + " KB");
                }
                line.put(next);
            }
            long remaining = (end - System.nanoTime()) / 1_000_000;
            if (remaining <= 0) {
                throw new IOException("no request came within " + timeout.toSeconds() + " s");
            }
            select(SelectionKey.OP_READ, remaining);
            fill();
        }
        return Optional.empty();
    }

    /** Waits for a key, a wake-up, the end of the connection or the time limit. @return the key, if there is one */
    OptionalInt await(Duration timeout) {
        fill();
        try {
            if (woken.getAndSet(false)) {
                selector.selectNow();
            } else if (!isClosed && !input.hasRemaining()) {
                select(SelectionKey.OP_READ, Math.max(1, timeout.toMillis()));
                woken.set(false);
            }
            fill();
        } catch (IOException | ClosedSelectorException e) {
            isClosed = true;
        }
        return input.hasRemaining() ? OptionalInt.of(input.get() & 0xff) : OptionalInt.empty();
    }

    /** Whether the client has closed the connection. */
    boolean isClosed() {
        fill();
        return isClosed;
    }

    /** Ends the present or the next {@link #await}; for any thread. */
    void wake() {
        woken.set(true);
        selector.wakeup();
    }

    /** A stream whose bytes are sent as frames of one type. */
    OutputStream frameStream(char type) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                send(type, new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                send(type, bytes, offset, length);
            }
        };
    }

    /** Sends the last frame, the exit code. */
    void sendExit(int code) {
        send('x', ByteBuffer.allocate(Integer.BYTES).putInt(code).array(), 0, Integer.BYTES);
    }

    /** Sends a frame. Blocks while the client reads slowly; a client that has gone closes the connection. */
    private void send(char type, byte[] bytes, int offset, int length) {
        try {
            ByteBuffer frame = ByteBuffer.allocate(HEADER + length)
                    .put((byte) type)
                    .putInt(length)
                    .put(bytes, offset, length)
                    .flip();
            while (!isClosed && frame.hasRemaining()) {
                if (channel.write(frame) == 0) {
                    select(SelectionKey.OP_WRITE, 0);
                }
            }
        } catch (IOException e) {
            isClosed = true;
        }
    }

    /** Waits until the channel is ready, the connection is woken up, or the time is over; 0 waits for ever. */
    private void select(int interest, long millis) throws IOException {
        try {
            key.interestOps(interest);
            selector.select(millis);
            selector.selectedKeys().clear();
        } catch (CancelledKeyException | ClosedSelectorException e) {
            throw new IOException("the session has ended", e);
        }
    }

    /** Reads what has arrived, without blocking. The end of the stream or an error closes the connection. */
    private void fill() {
        try {
            if (!isClosed && !input.hasRemaining()) {
                int count = channel.read(input.clear());
                isClosed = count < 0;
                input.flip();
            }
        } catch (IOException e) {
            isClosed = true;
            input.clear().flip();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
