package com.nae.process.capture;

import com.nae.process.posix.Libc;
import com.nae.process.posix.Linux;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;

/**
 * Moves bytes from a FIFO to a file. On Linux it uses splice(2): the kernel takes out of the FIFO just what it has put
 * into the file, so a kill at any moment neither loses nor doubles a byte. Elsewhere it reads and writes, and a kill in
 * between loses what is in flight. One thread at a time.
 */
final class FifoTransfer {
    /** Bytes: the default size of a pipe. */
    private static final int CHUNK = 1 << 16;

    private final Memory offset = new Memory(8);
    private final Memory buffer = new Memory(Libc.LINUX ? 8 : CHUNK);
    /** Bytes that were read but could not be written, by the descriptor they came from. Not used on Linux. */
    private final Map<Integer, byte[]> pending = new HashMap<>();

    /**
     * @param at offset in the file
     * @param most bytes
     * @return bytes moved, 0 where there are none, or a negative errno
     */
    long move(int fifo, int file, long at, long most) {
        return Libc.LINUX ? splice(fifo, file, at, most) : copy(fifo, file, Math.min(most, CHUNK));
    }

    /**
     * Takes bytes out of the FIFO and forgets them.
     *
     * @return how many
     */
    long discard(int fifo, Pointer into, int size) {
        pending.remove(fifo);
        return Math.max(0, Libc.read(fifo, into, size));
    }

    private long splice(int fifo, int file, long at, long most) {
        offset.setLong(0, at);
        long moved = Linux.splice(fifo, Pointer.NULL, file, offset, most, Linux.SPLICE_F_NONBLOCK);
        if (moved >= 0) {
            return moved;
        }
        int errno = Libc.errno();
        return errno == Libc.EAGAIN || errno == Libc.EINTR ? 0 : -errno;
    }

    private long copy(int fifo, int file, long most) {
        byte[] left = pending.remove(fifo);
        long count = left == null ? Libc.read(fifo, buffer, most) : left.length;
        if (count <= 0) {
            return 0;
        }
        if (left != null) {
            buffer.write(0, left, 0, left.length);
        }
        Libc.lseek(file, 0, Libc.SEEK_END);
        long written = Libc.write(file, buffer, count);
        int errno = Libc.errno();
        if (written < count) {
            pending.put(fifo, buffer.getByteArray(Math.max(0, written), (int) (count - Math.max(0, written))));
        }
        return written >= 0 ? written : -errno;
    }
}
