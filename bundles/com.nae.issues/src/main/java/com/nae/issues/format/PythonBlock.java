package com.nae.issues.format;

import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace.Frame;
import java.util.ArrayList;
import java.util.List;

/** One exception of a traceback with the frames above it; bounded, the outermost and the innermost frames are kept. */
final class PythonBlock {
    /** How it is tied to the one printed before it. */
    enum Link {
        NONE,
        CAUSE,
        CONTEXT
    }

    private static final int FRAMES = 64;

    final Link link;
    /** Whether it is a member of an exception group. */
    final boolean member;

    final List<Frame> frames = new ArrayList<>();
    String type = "";
    String message = "";
    /** The lines of its message behind the first, and notes. */
    final List<String> details = new ArrayList<>();

    boolean sure;
    /** The last source line and the marks below it, as printed. */
    String source = "";

    String marks = "";

    PythonBlock(Link link, boolean member) {
        this.link = link;
        this.member = member;
    }

    void frame(SourceLocation place) {
        if (frames.size() == FRAMES) {
            frames.remove(FRAMES / 2);
        }
        frames.add(new Frame(place, isForeign(place.file())));
        source = "";
        marks = "";
    }

    /** A line below a frame: its source, more of it, or marks. */
    void addSourceLine(String line) {
        if (PythonLine.isMarks(line)) {
            marks = marks.isEmpty() ? line : marks;
        } else if (source.isEmpty() && !frames.isEmpty()) {
            source = line;
            Frame last = frames.remove(frames.size() - 1);
            SourceLocation p = last.place();
            frames.add(new Frame(new SourceLocation(p.file(), p.line(), p.function(), line.strip()), last.foreign()));
        }
    }

    boolean isRaised() {
        return !type.isEmpty();
    }

    boolean isGroup() {
        return type.endsWith("ExceptionGroup");
    }

    Frame innermost() {
        return frames.get(frames.size() - 1);
    }

    /** Whether it was raised on purpose, to stand for the exception that was being handled. */
    boolean replaces(PythonBlock handled) {
        String source = frames.isEmpty() ? "" : innermost().place().source();
        if (frames.isEmpty()
                || handled.frames.isEmpty()
                || !source.startsWith("raise") && !source.contains(": raise ")) {
            return frames.isEmpty();
        }
        SourceLocation here = innermost().place();
        SourceLocation there = handled.frames.get(0).place();
        return here.file().equals(there.file()) && here.function().equals(there.function())
                || !innermost().foreign()
                || innermost().foreign() && handled.frames.get(0).foreign();
    }

    /** Standard library, installed packages, and what has no file. */
    static boolean isForeign(String file) {
        String path = file.replace('\\', '/');
        return path.startsWith("<")
                || path.contains("/site-packages/")
                || path.contains("/dist-packages/")
                || path.contains("/lib/python3")
                || path.contains("/lib/python2")
                || path.contains("/lib64/python")
                || path.contains("/lib-python/")
                || path.contains("/lib_pypy/")
                || path.contains("/Lib/") && path.contains("/Python");
    }
}
