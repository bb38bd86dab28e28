package com.nae.evidence.python;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * One connection of a hook: a greeting with a token, then reports, one JSON line each. A line that no hook sends ends
 * it. Owned by the thread of the server.
 */
final class ReportConnection {
    private static final int LONGEST_GREETING = 512;
    private static final int USUAL_LINE = 1 << 13;
    private static final int LONGEST_LINE = 1 << 17;
    /** Buffers that are read at once, so that a connection which is never empty does not keep the others waiting. */
    private static final int READS = 4;

    private final SocketChannel channel;
    private final ReportingInstances instances;
    private final Instant opened;
    private byte[] line = new byte[LONGEST_GREETING];
    private int length;
    private ReportingStart start;
    private long pid;

    ReportConnection(SocketChannel channel, ReportingInstances instances, Instant opened) {
        this.channel = channel;
        this.instances = instances;
        this.opened = opened;
    }

    Instant opened() {
        return opened;
    }

    /** Whether its token was accepted. */
    boolean isGreeted() {
        return start != null;
    }

    /**
     * Takes what has come.
     *
     * @param buffer for any connection
     * @return false when the connection has ended or must end
     */
    boolean read(ByteBuffer buffer) throws IOException {
        for (int i = 0; i < READS; i++) {
            int got = channel.read(buffer.clear());
            if (got <= 0) {
                return got == 0;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                if (!take(buffer.get())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean take(byte next) {
        if (next == '\n') {
            String text = new String(line, 0, length, StandardCharsets.UTF_8);
            length = 0;
            line = line.length > USUAL_LINE ? new byte[USUAL_LINE] : line;
            return handled(text);
        }
        if (length == line.length) {
            if (start == null || length >= LONGEST_LINE) {
                return refused("a line that is too long");
            }
            line = Arrays.copyOf(line, length * 2);
        }
        line[length++] = next;
        return true;
    }

    private boolean handled(String text) {
        try {
            ReportLine report = ReportLine.parse(text);
            if (start == null) {
                return greeted(report);
            }
            Instant now = Instant.now();
            start.droppedBy(pid, report.dropped());
            if (report.isReport() && start.admits(now)) {
                instances.add(start, report.exception(start.id(), pid, now));
            }
            return true;
        } catch (IllegalArgumentException e) {
            return refused("a line with " + e.getMessage());
        }
    }

    private boolean greeted(ReportLine greeting) {
        if (greeting.token() == null) {
            return false;
        }
        pid = greeting.pid();
        start = instances.greeted(greeting.token()).orElse(null);
        if (start != null) {
            start.droppedBy(pid, greeting.dropped());
        }
        return start != null;
    }

    private boolean refused(String why) {
        if (start != null) {
            instances.distrust(start, why);
        }
        return false;
    }

    void close() throws IOException {
        if (start != null) {
            start.leave(Instant.now());
            start = null;
        }
        channel.close();
    }
}
