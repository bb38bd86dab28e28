package com.nae.process.capture;

import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log of a sink from a position on, through rotated files up to the one being written. One thread at a time.
 */
public final class FileLogReader implements LogReader {
    private static final int GZIP_BUFFER = 1 << 14;
    private static final Logger LOG = LoggerFactory.getLogger(FileLogReader.class);

    private final LogSink sink;
    /** Of the file being read; see {@link LogPosition}. */
    private long number;

    private long offset;
    private ReadableByteChannel channel;

    public FileLogReader(LogSink sink, LogPosition from) {
        this.sink = sink;
        this.number = Math.max(0, from.file());
        this.offset = Math.max(0, from.offset());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            boolean finished = number < sink.number;
            if (channel == null && !open()) {
                if (!finished) {
                    return 0;
                }
                next();
                continue;
            }
            int got = channel.read(into);
            if (got > 0) {
                offset += got;
                return got;
            }
            if (!finished) {
                return isWhole() ? 0 : startOver();
            }
            next();
        }
        return 0;
    }

    @Override
    public LogPosition position() {
        return new LogPosition(number, offset);
    }

    @Override
    public long behind() {
        if (number == sink.number) {
            return Math.max(0, sink.size - offset);
        }
        return sink.size
                + Math.max(0, sizeOf(number) - offset)
                + Math.max(0, sink.number - number - 1) * sink.policy.maxSize();
    }

    @Override
    public long skipToEnd() {
        long passed = behind();
        close();
        number = sink.number;
        offset = sink.size;
        return passed;
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("A log could not be closed after reading", e);
            }
            channel = null;
        }
    }

    /**
     * Whether the file being read is still as long as what was read of it; a file that was cut is read from its begin.
     */
    private boolean isWhole() throws IOException {
        return !(channel instanceof FileChannel file) || file.size() >= offset;
    }

    private int startOver() {
        close();
        offset = 0;
        return 0;
    }

    /** Goes on to the file that was written next. */
    private void next() {
        close();
        number++;
        offset = 0;
    }

    /** Opens the file of the current number at the current offset; false where it is gone. */
    private boolean open() throws IOException {
        if (number > sink.number) {
            number = sink.number;
            offset = sink.size;
        }
        try {
            Path path = number == sink.number ? sink.files.current() : sink.files.rotated(number);
            long seen = number;
            channel = path.toString().endsWith(".gz")
                    ? compressed(path)
                    : FileChannel.open(path, StandardOpenOption.READ);
            if (path.equals(sink.files.current()) && sink.number != seen) {
                close();
                return open();
            }
            if (channel instanceof FileChannel file) {
                file.position(Math.min(offset, file.size()));
                offset = file.position();
            }
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private ReadableByteChannel compressed(Path path) throws IOException {
        InputStream in = new GZIPInputStream(Files.newInputStream(path), GZIP_BUFFER);
        in.skipNBytes(offset);
        return Channels.newChannel(in);
    }

    private long sizeOf(long file) {
        try {
            return Files.size(sink.files.rotated(file));
        } catch (IOException gone) {
            return 0;
        }
    }
}
