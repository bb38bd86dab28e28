package com.nae.shell.command.process;

import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.output.ProcessOutput;
import com.nae.api.process.InstanceId;
import com.nae.api.shell.Caller;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** The tail of the log of one instance: its last lines, and then what is appended. */
final class InstanceLogTail implements Closeable {
    private final ProcessOutput output;
    private final InstanceId id;
    private final LogPrinter printer;
    private final ByteBuffer buffer = ByteBuffer.allocate(32 * 1024);
    private LogReader reader;

    InstanceLogTail(ProcessOutput output, InstanceId id, LogPrinter printer) {
        this.output = output;
        this.id = id;
        this.printer = printer;
    }

    InstanceId id() {
        return id;
    }

    /**
     * Prints the last lines of the present log. The log can be opened only near a line, so a first reader counts the
     * surplus lines before it.
     */
    void printLast(int lines) throws IOException {
        LogPosition end = end();
        long surplus = -lines;
        try (LogReader counting = output.tail(id, lines)) {
            reader = output.log(id, counting.position());
            byte last = '\n';
            while (counting.position().compareTo(end) < 0 && read(counting) > 0) {
                surplus += count(buffer);
                last = buffer.get(buffer.limit() - 1);
            }
            surplus += last == '\n' ? 0 : 1;
        }
        while (reader.position().compareTo(end) < 0 && read(reader) > 0) {
            surplus = skip(surplus);
            printer.print(id, buffer);
        }
    }

    private LogPosition end() throws IOException {
        try (LogReader at = output.tail(id, 0)) {
            at.skipToEnd();
            return at.position();
        }
    }

    /** Prints what was appended since, until there is no more for now or the client has gone. */
    void printNew(Caller caller) throws IOException {
        while (read(reader) > 0 && !caller.gone()) {
            printer.print(id, buffer);
        }
    }

    private int read(LogReader from) throws IOException {
        int count = from.read(buffer.clear());
        buffer.flip();
        return count;
    }

    private static int count(ByteBuffer bytes) {
        int lines = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            lines += bytes.get(i) == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Skips lines of the buffer. @return how many are left to skip in the next buffer */
    private long skip(long lines) {
        long remaining = lines;
        while (remaining > 0 && buffer.hasRemaining()) {
            remaining -= buffer.get() == '\n' ? 1 : 0;
        }
        return remaining;
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
