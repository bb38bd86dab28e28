package com.nae.issues.format;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.StackTrace.Frame;
import com.nae.api.issue.TraceFolding;
import com.nae.issues.format.NodeLine.ErrorHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JavaScript stack trace that is being folded: the error, its causes, the members of an AggregateError, and their
 * properties.
 */
final class NodeFolding implements TraceFolding {
    private static final int MAX_ERRORS = 32;
    /** The number of lines above a stack within which a name that does not end in Error counts as its header. */
    private static final int MAX_DISTANCE = 3;

    private static final int MAX_FRAMES = 100;
    private static final String CAUSE_PROPERTY = "[cause]: ";
    /** The text before the stack of a cause that libraries append to their own. */
    private static final String CAUSED_BY = "Caused by: ";

    /** One error with its frames and the properties that classify it. */
    static final class ThrownError {
        final ErrorHeader header;
        final List<Frame> frames = new ArrayList<>();
        String code;
        String address = "";
        String port = "";

        ThrownError(ErrorHeader header) {
            this.header = header;
            this.code = header.code();
        }
    }

    private final SourceIndex sources;
    private final List<ThrownError> causes = new ArrayList<>();
    private final List<ThrownError> members = new ArrayList<>();
    private final Optional<SourceLocation> thrownAt;
    private ThrownError current;
    private int depth;
    private boolean inMembers;
    private boolean emitted;
    private final boolean harmless;

    NodeFolding(List<String> before, String first, SourceIndex sources) {
        this.sources = sources;
        current = new ThrownError(header(before, first));
        harmless = current.header.type().endsWith("Warning")
                || current.header.type().equals("Trace");
        causes.add(current);
        thrownAt =
                before.stream().map(NodeLine::thrown).flatMap(Optional::stream).findFirst();
        takeFrame(first);
        trackBraces(first);
    }

    private static ErrorHeader header(List<String> before, String first) {
        if (first.startsWith("[")) {
            return bracketed(first);
        }
        return first.startsWith(NodeFormat.VALUE) ? thrownValue(before) : headerAbove(before);
    }

    /** Parses an error without a stack, {@code [Error: message]}. */
    private static ErrorHeader bracketed(String first) {
        String text = first.substring(1, first.lastIndexOf(']'));
        return ErrorHeader.in(text)
                .filter(n -> n.at() == 0)
                .orElseGet(
                        () -> new ErrorHeader(text.split("[ :]", 2)[0], "", text.substring(text.indexOf(": ") + 2), 0));
    }

    private static ErrorHeader thrownValue(List<String> before) {
        return new ErrorHeader(
                "Uncaught",
                "",
                before.isEmpty() ? "" : before.get(before.size() - 1).strip(),
                0);
    }

    /**
     * Returns the nearest line above that names an error. It need not be the last one: a message may have several
     * lines.
     */
    private static ErrorHeader headerAbove(List<String> before) {
        Optional<ErrorHeader> candidate = Optional.empty();
        for (int i = before.size() - 1; i >= 0; i--) {
            if (isWarning(before.get(i))) {
                return new ErrorHeader("Warning", "", "", 0);
            }
            Optional<ErrorHeader> header = ErrorHeader.in(before.get(i));
            boolean certain = header.isPresent()
                    && (header.get().type().endsWith("Error")
                            || header.get().type().endsWith("Exception"));
            if (certain) {
                return header.get();
            }
            candidate = candidate.isPresent() || i < before.size() - MAX_DISTANCE ? candidate : header;
        }
        return candidate.orElse(new ErrorHeader("Error", "", "", 0));
    }

    /**
     * Returns whether the line is a warning, {@code (node:12) [DEP0001] DeprecationWarning: ...}. Its stack is no
     * error.
     */
    private static boolean isWarning(String line) {
        return line.startsWith("(node:") && line.contains("Warning: ") && !line.contains("RejectionWarning: ");
    }

    @Override
    public LineRole take(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return LineRole.PART;
        }
        if (text.startsWith("Node.js v") && depth <= 0) {
            return LineRole.LAST;
        }
        if (text.startsWith("Emitted '") || text.equals("Thrown at:")) {
            emitted = true;
            return LineRole.PART;
        }
        if (text.startsWith(CAUSED_BY) && depth <= 0) {
            addCause(text.substring(CAUSED_BY.length()));
            return LineRole.PART;
        }
        if (takeFrame(line) || depth > 0) {
            takeProperty(text);
            trackBraces(text);
            return LineRole.PART;
        }
        boolean part = text.startsWith("[... lines matching")
                || text.startsWith("... ") && text.endsWith("stack trace ...")
                || text.startsWith("(Use `node --trace");
        if (part) {
            return LineRole.PART;
        }
        return ErrorHeader.in(line).isPresent() ? LineRole.OVER : LineRole.FOREIGN;
    }

    private boolean takeFrame(String line) {
        Optional<SourceLocation> place = NodeLine.frame(line);
        if (place.isPresent() && !emitted && current.frames.size() < MAX_FRAMES) {
            current.frames.add(
                    new Frame(place.get(), NodeLine.isLibraryCode(place.get().file())));
        }
        return place.isPresent();
    }

    /** Updates the nesting depth of the braces and brackets that follow a stack. */
    private void trackBraces(String text) {
        depth += text.endsWith("{") || text.endsWith("[") ? 1 : 0;
        depth -= text.equals("}") || text.equals("]") || text.equals("},") || text.equals("],") ? 1 : 0;
        depth = Math.min(depth, 64);
    }

    /** Takes a line between the braces after a stack: a cause, a member or a property. */
    private void takeProperty(String text) {
        if (text.startsWith(CAUSE_PROPERTY) && !inMembers) {
            addCause(text.substring(CAUSE_PROPERTY.length()));
        } else if (text.startsWith("[errors]: [")) {
            inMembers = true;
        } else if (inMembers
                && !text.startsWith("at ")
                && members.size() < MAX_ERRORS
                && text.indexOf(": ") > 0
                && Character.isUpperCase(text.charAt(0))) {
            ErrorHeader.in(text).ifPresent(n -> members.add(current = new ThrownError(n)));
        } else if (text.equals("]") || text.equals("],")) {
            inMembers = false;
            current = causes.get(causes.size() - 1);
        } else {
            setProperty(text);
        }
    }

    private void addCause(String text) {
        if (causes.size() < MAX_ERRORS) {
            ErrorHeader.in(text).ifPresent(n -> causes.add(current = new ThrownError(n)));
        }
    }

    private void setProperty(String text) {
        int colon = text.indexOf(": ");
        String value =
                colon < 0 ? "" : text.substring(colon + 2).replace(",", "").replace("'", "");
        switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "code" -> current.code = current.code.isEmpty() ? value : current.code;
            case "address", "hostname" -> current.address = value;
            case "port" -> current.port = value;
            default -> {}
        }
    }

    @Override
    public boolean whole() {
        return depth <= 0;
    }

    @Override
    public Optional<StackTrace> trace() {
        return harmless
                ? Optional.empty()
                : Optional.of(new NodeClassifier(causes, members, thrownAt, sources).trace());
    }
}
