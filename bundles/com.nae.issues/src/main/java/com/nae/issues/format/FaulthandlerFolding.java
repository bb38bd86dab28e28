package com.nae.issues.format;

import com.nae.api.issue.Family;
import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.StackTrace.Frame;
import com.nae.api.issue.TraceFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dump of Python's faulthandler that is being folded: the stack of each thread, the most recent call first. Only the
 * frames of the current thread are used.
 */
final class FaulthandlerFolding implements TraceFolding {
    private static final int MAX_FRAMES = 100;

    private final String type;
    private final String message;
    private final boolean fatal;
    private final boolean hang;
    private final List<Frame> frames = new ArrayList<>();
    private boolean inReportedThread = true;

    /**
     * @param hang whether a timeout caused the dump; a dump without a timeout or a fatal error was requested by an
     *     operator and is no error
     */
    FaulthandlerFolding(String first, boolean hang) {
        this.hang = hang;
        fatal = first.startsWith(PythonFormat.FATAL);
        String text = fatal ? first.substring(PythonFormat.FATAL.length()).strip() : "Timeout";
        int colon = text.indexOf(": ");
        type = colon > 0 ? text.substring(0, colon) : text;
        message = text;
    }

    @Override
    public LineRole take(String line) {
        String text = line.strip();
        if (text.endsWith(PythonFormat.RECENT_FIRST)) {
            inReportedThread = text.startsWith("Current thread") || frames.isEmpty();
            if (text.startsWith("Current thread")) {
                frames.clear();
            }
            return LineRole.PART;
        }
        Optional<SourceLocation> place = PythonLine.frame(line);
        place.filter(p -> inReportedThread && frames.size() < MAX_FRAMES)
                .ifPresent(p -> frames.add(new Frame(p, PythonBlock.isLibraryCode(p.file()))));
        boolean part = place.isPresent()
                || text.isEmpty()
                || text.equals("...")
                || text.startsWith("<no Python frame>")
                || text.startsWith("Python runtime state:")
                || text.startsWith("Extension modules:")
                || text.startsWith("Current thread's C stack");
        return part ? LineRole.PART : LineRole.FOREIGN;
    }

    @Override
    public boolean whole() {
        return !frames.isEmpty() || fatal;
    }

    @Override
    public Optional<StackTrace> trace() {
        Family family = fatal ? Family.OTHER : Family.TIMEOUT;
        return fatal || hang && !frames.isEmpty()
                ? Optional.of(new StackTrace(type, type, message, family, "", List.copyOf(frames)))
                : Optional.empty();
    }
}
