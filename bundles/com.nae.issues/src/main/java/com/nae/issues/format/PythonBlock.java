package com.nae.issues.format;

import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * One exception of a traceback with its frames. If there are more than 64, the outermost and the innermost ones are
 * kept.
 */
final class PythonBlock {
    /** How an exception is linked to the one printed before it. */
    enum Link {
        NONE,
        CAUSE,
        CONTEXT
    }

    private static final int MAX_FRAMES = 64;

    final Link link;
    /** Whether the exception is a member of an exception group. */
    final boolean member;

    final List<Frame> frames = new ArrayList<>();
    String type = "";
    String message = "";
    /** The further lines of the message, and notes. */
    final List<String> details = new ArrayList<>();

    /** Whether the name of the type alone shows that it is an exception. */
    boolean certain;
    /** The last source line, as printed. */
    String source = "";

    /** The line of carets and tildes below it. */
    String carets = "";

    PythonBlock(Link link, boolean member) {
        this.link = link;
        this.member = member;
    }

    void frame(SourceLocation place) {
        if (frames.size() == MAX_FRAMES) {
            frames.remove(MAX_FRAMES / 2);
        }
        frames.add(new Frame(place, isLibraryCode(place.file())));
        source = "";
        carets = "";
    }

    /** Takes a line below a frame: the first line of its source, a further one, or carets. */
    void addSourceLine(String line) {
        if (PythonLine.isCaretLine(line)) {
            carets = carets.isEmpty() ? line : carets;
        } else if (source.isEmpty() && !frames.isEmpty()) {
            source = line;
            Frame last = frames.remove(frames.size() - 1);
            SourceLocation place = last.place();
            frames.add(new Frame(
                    new SourceLocation(place.file(), place.line(), place.function(), line.strip()), last.foreign()));
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

    /**
     * Returns whether this exception was raised deliberately to replace the one that was being handled. Otherwise it is
     * a defect of the handler.
     */
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

    /** Returns whether a file belongs to the standard library or an installed package, or is no file. */
    static boolean isLibraryCode(String file) {
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
