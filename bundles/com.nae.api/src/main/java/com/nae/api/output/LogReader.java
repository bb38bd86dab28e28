package com.nae.api.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads an instance's captured output from a position on, over rotations, compressed files included. Not thread-safe.
 */
public interface LogReader extends Closeable {
    /**
     * Reads what is there, at most the buffer's remainder; 0 where there is no more for now. Moves on to the next file
     * by itself.
     */
    int read(ByteBuffer into) throws IOException;

    /** Where the next byte comes from. */
    LogPosition position();

    /** Bytes captured and not read yet, as far as known. */
    long behind();

    /** Moves to the end; returns the number of bytes passed over. */
    long skipToEnd();
}
