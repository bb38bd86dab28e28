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

/** A JavaScript stack in the making: the error, its causes, the members of an AggregateError, their properties. */
final class NodeFolding implements TraceFolding {
    private static final int ERRORS = 32;
    /** How far above a stack a name that does not end in Error may stand. */
    private static final int NEAR = 3;

    private static final int FRAMES = 100;
    private static final String CAUSE = "[cause]: ";
    /** How libraries join the stack of a cause to their own. */
    private static final String CAUSED = "Caused by: ";

    /** One error with its frames and the properties that tell what it is about. */
    static final class ThrownError {
        final ErrorHeader named;
        final List<Frame> frames = new ArrayList<>();
        String code;
        String address = "";
        String port = "";

        ThrownError(ErrorHeader named) {
            this.named = named;
            this.code = named.code();
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
        current = new ThrownError(named(before, first));
        harmless =
                current.named.type().endsWith("Warning") || current.named.type().equals("Trace");
        causes.add(current);
        thrownAt =
                before.stream().map(NodeLine::thrown).flatMap(Optional::stream).findFirst();
        frame(first);
        opened(first);
    }

    private static ErrorHeader named(List<String> before, String first) {
        if (first.startsWith("[")) {
            return bare(first);
        }
        return first.startsWith(NodeFormat.VALUE) ? value(before) : header(before);
    }

    /** {@code [Error: message]}. */
    private static ErrorHeader bare(String first) {
        String text = first.substring(1, first.lastIndexOf(']'));
        return ErrorHeader.in(text)
                .filter(n -> n.at() == 0)
                .orElseGet(
                        () -> new ErrorHeader(text.split("[ :]", 2)[0], "", text.substring(text.indexOf(": ") + 2), 0));
    }

    private static ErrorHeader value(List<String> before) {
        return new ErrorHeader(
                "Uncaught",
                "",
                before.isEmpty() ? "" : before.get(before.size() - 1).strip(),
                0);
    }

    /** The nearest line above that names an error; a message may have several lines. */
    private static ErrorHeader header(List<String> before) {
        Optional<ErrorHeader> weak = Optional.empty();
        for (int i = before.size() - 1; i >= 0; i--) {
            if (warning(before.get(i))) {
                return new ErrorHeader("Warning", "", "", 0);
            }
            Optional<ErrorHeader> named = ErrorHeader.in(before.get(i));
            boolean sure = named.isPresent()
                    && (named.get().type().endsWith("Error")
                            || named.get().type().endsWith("Exception"));
            if (sure) {
                return named.get();
            }
            weak = weak.isPresent() || i < before.size() - NEAR ? weak : named;
        }
        return weak.orElse(new ErrorHeader("Error", "", "", 0));
    }

    /** {@code (node:12) [DEP0001] DeprecationWarning: ...} with a stack below it. */
    private static boolean warning(String line) {
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
        if (text.startsWith(CAUSED) && depth <= 0) {
            caused(text.substring(CAUSED.length()));
            return LineRole.PART;
        }
        if (frame(line) || depth > 0) {
            inside(text);
            opened(text);
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

    private boolean frame(String line) {
        Optional<SourceLocation> place = NodeLine.frame(line);
        if (place.isPresent() && !emitted && current.frames.size() < FRAMES) {
            current.frames.add(
                    new Frame(place.get(), NodeLine.isForeign(place.get().file())));
        }
        return place.isPresent();
    }

    private void opened(String text) {
        depth += text.endsWith("{") || text.endsWith("[") ? 1 : 0;
        depth -= text.equals("}") || text.equals("]") || text.equals("},") || text.equals("],") ? 1 : 0;
        depth = Math.min(depth, 64);
    }

    /** A line between the braces behind a stack: a cause, a member, a property. */
    private void inside(String text) {
        if (text.startsWith(CAUSE) && !inMembers) {
            caused(text.substring(CAUSE.length()));
        } else if (text.startsWith("[errors]: [")) {
            inMembers = true;
        } else if (inMembers
                && !text.startsWith("at ")
                && members.size() < ERRORS
                && text.indexOf(": ") > 0
                && Character.isUpperCase(text.charAt(0))) {
            ErrorHeader.in(text).ifPresent(n -> members.add(current = new ThrownError(n)));
        } else if (text.equals("]") || text.equals("],")) {
            inMembers = false;
            current = causes.get(causes.size() - 1);
        } else {
            property(text);
        }
    }

    private void caused(String text) {
        if (causes.size() < ERRORS) {
            ErrorHeader.in(text).ifPresent(n -> causes.add(current = new ThrownError(n)));
        }
    }

    private void property(String text) {
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
