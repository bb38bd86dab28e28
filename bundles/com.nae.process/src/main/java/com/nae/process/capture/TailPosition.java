package com.nae.process.capture;

import com.nae.api.output.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds where the last lines of a log begin. It looks back into rotated files up to the first compressed one. */
public final class TailPosition {
    private static final int BLOCK = 1 << 16;

    private TailPosition() {}

    public static LogPosition of(LogSink sink, int lines) {
        long number = sink.number;
        int left = lines;
        LogPosition found = new LogPosition(number, sink.size);
        while (left > 0 && number > 0) {
            Path path = number == sink.number ? sink.files.current() : sink.files.rotated(number);
            if (path.toString().endsWith(".gz")) {
                break;
            }
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
                Scan scan = new Scan(file, left);
                found = new LogPosition(number, scan.start());
                left -= scan.lines;
            } catch (IOException gone) {
                break;
            }
            number--;
        }
        return found;
    }

    /** Counts line ends in one file, from its end backwards. */
    private static final class Scan {
        private final FileChannel file;
        private final int wanted;
        private int lines;

        Scan(FileChannel file, int wanted) {
            this.file = file;
            this.wanted = wanted;
        }

        /** The offset at which the wanted lines begin; 0 where the file has fewer. */
        long start() throws IOException {
            long end = file.size();
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long from = Math.max(0, end - BLOCK), to = end; to > 0; to = from, from = Math.max(0, from - BLOCK)) {
                block.clear().limit((int) (to - from));
                while (block.hasRemaining() && file.read(block, from + block.position()) > 0) {
                    // until the block is full
                }
                for (int i = block.position() - 1; i >= 0; i--) {
                    if (block.get(i) == '\n' && from + i != end - 1 && ++lines == wanted) {
                        return from + i + 1;
                    }
                }
            }
            if (end > 0) {
                lines++;
            }
            return 0;
        }
    }
}
