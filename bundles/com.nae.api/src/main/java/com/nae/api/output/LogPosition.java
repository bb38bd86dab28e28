package com.nae.api.output;

/** A place in an instance's log across rotations: the sequence number of the file and the byte offset in it. */
public record LogPosition(long file, long offset) implements Comparable<LogPosition> {
    @Override
    public int compareTo(LogPosition o) {
        return file != o.file ? Long.compare(file, o.file) : Long.compare(offset, o.offset);
    }
}
