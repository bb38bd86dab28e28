package com.nae.issues.format;

import com.nae.api.issue.Family;
import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.StackTrace.Frame;
import com.nae.api.issue.TraceFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Go panic that is being folded: the value of the panic, repeated panics after a recovery, and the stack of the
 * goroutine that panicked.
 */
final class GoFolding implements TraceFolding {
    private static final int MAX_FRAMES = 200;
    private static final String RUNTIME_ERROR = "runtime error: ";

    private final List<Frame> frames = new ArrayList<>();
    private String type = "panic";
    private String rootType = "";
    private String message = "";
    private String function = "";
    private int goroutines;
    private boolean inFirstGoroutine = true;
    private boolean inStack;

    GoFolding(String first) {
        if (first.startsWith("goroutine ")) {
            goroutines = 1;
            inStack = true;
        } else {
            takePanic(first);
        }
    }

    /** Takes the line of a panic. The root type is that of the first panic; the message is that of the last. */
    private void takePanic(String line) {
        String text = line.strip();
        if (text.startsWith("fatal error: ")) {
            type = "fatal error";
            message = text.substring(13);
        } else {
            String value = text.substring(
                    text.startsWith("http: panic serving ")
                            ? Math.max(0, text.indexOf(": ", 20)) + 2
                            : text.indexOf("panic: ") + 7);
            message = value.replace(" [recovered]", "");
            type = message.startsWith(RUNTIME_ERROR) ? "panic runtime error" : "panic";
        }
        rootType = rootType.isEmpty() ? type : rootType;
    }

    @Override
    public LineRole take(String line) {
        String text = line.strip();
        if (text.startsWith("panic: ") && line.startsWith("\t") && goroutines == 0) {
            takePanic(text);
            return LineRole.PART;
        }
        if (text.startsWith("panic: ") || text.startsWith("fatal error: ")) {
            return goroutines > 0 ? LineRole.OVER : LineRole.PART;
        }
        if (text.startsWith("goroutine ") && text.endsWith(":")) {
            goroutines++;
            inFirstGoroutine = goroutines == 1;
            inStack = true;
            return LineRole.PART;
        }
        if (text.isEmpty()
                || text.startsWith("[signal ")
                || text.startsWith("exit status ")
                || text.startsWith("...")) {
            return text.startsWith("exit status ") ? LineRole.LAST : LineRole.PART;
        }
        return inStack ? takeStackLine(line, text) : LineRole.FOREIGN;
    }

    private LineRole takeStackLine(String line, String text) {
        if (line.startsWith("\t") || line.startsWith("        /")) {
            location(text).ifPresent(this::addFrame);
            return LineRole.PART;
        }
        boolean call =
                text.endsWith(")") && text.indexOf('(') > 0 && text.indexOf('.') > 0 || text.startsWith("panic(");
        if (call || text.startsWith("created by ")) {
            function = text.startsWith("created by ") ? "" : functionName(text);
            if (inFirstGoroutine && function.equals("panic")) {
                frames.clear(); // the frames so far handle the panic; the next one caused it
            }
            return LineRole.PART;
        }
        return LineRole.FOREIGN;
    }

    private static String functionName(String text) {
        int open = text.endsWith(")") ? text.lastIndexOf('(') : text.length();
        return text.substring(0, open > 0 ? open : text.length());
    }

    /** Parses the second line of a frame, {@code /srv/app/main.go:15 +0x1d}. */
    private Optional<SourceLocation> location(String text) {
        int blank = text.indexOf(' ');
        String site = blank < 0 ? text : text.substring(0, blank);
        int colon = site.lastIndexOf(':');
        boolean matches = colon > 0
                && colon + 1 < site.length()
                && site.length() - colon < 10
                && site.substring(colon + 1).chars().allMatch(Character::isDigit);
        return matches
                ? Optional.of(new SourceLocation(
                        site.substring(0, colon), Integer.parseInt(site.substring(colon + 1)), function, ""))
                : Optional.empty();
    }

    private void addFrame(SourceLocation place) {
        if (inFirstGoroutine && frames.size() < MAX_FRAMES && !function.isEmpty()) {
            frames.add(new Frame(place, isLibraryCode(place)));
        }
    }

    /**
     * Returns whether a call belongs to the runtime, the standard library below a Go root, or a module in the cache.
     */
    private static boolean isLibraryCode(SourceLocation place) {
        String file = place.file();
        return file.contains("/go/pkg/mod/")
                || file.contains("/vendor/")
                || file.contains("/go/src/") && !file.startsWith("/go/src/")
                || file.matches("/.{0,80}/go-?1\\.[0-9.]{1,8}/src/.*")
                || place.function().startsWith("runtime.")
                || place.function().equals("panic")
                || file.startsWith("_cgo")
                || file.startsWith("<");
    }

    @Override
    public boolean whole() {
        return !frames.isEmpty();
    }

    @Override
    public Optional<StackTrace> trace() {
        if (frames.isEmpty() || rootType.isEmpty() && message.isEmpty()) {
            return Optional.empty();
        }
        Family family = family(message.toLowerCase(Locale.ROOT));
        String subject =
                family == Family.CONNECTION || family == Family.TIMEOUT ? EndpointFinder.first(List.of(message)) : "";
        return Optional.of(new StackTrace(type, rootType, message, family, subject, List.copyOf(frames)));
    }

    /** Classifies a message in lower case: Go's errors have no types in their output. */
    private static Family family(String message) {
        if (message.contains("i/o timeout")
                || message.contains("deadline exceeded")
                || message.contains("timeout awaiting")) {
            return Family.TIMEOUT;
        }
        boolean network = message.contains("connection refused")
                || message.contains("connection reset")
                || message.contains("no such host")
                || message.contains("broken pipe")
                || message.contains("no route to host")
                || message.contains("network is unreachable");
        return network ? Family.CONNECTION : Family.OTHER;
    }
}
