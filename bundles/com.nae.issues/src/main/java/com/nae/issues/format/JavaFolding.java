package com.nae.issues.format;

import com.nae.api.issue.Family;
import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.StackTrace.Frame;
import com.nae.api.issue.TraceFolding;
import com.nae.issues.format.JavaLine.ThrownType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java stack trace that is being folded: the exception and its causes. Suppressed exceptions are part of the trace
 * but do not affect its classification.
 */
final class JavaFolding implements TraceFolding {
    private static final int MAX_CAUSES = 32;
    private static final int MAX_FRAMES = 200;
    /** Parts of messages that client libraries use for a lost or failed connection, whatever the exception's type. */
    private static final List<String> CONNECTION_PHRASES = List.of(
            "Connection reset",
            "Broken pipe",
            "Connection is closed",
            "prematurely",
            "UNAVAILABLE: ",
            "Communications link failure",
            "connection attempt failed",
            "Failed to connect to",
            "Unable to connect to",
            "Connection to node");

    private record Cause(ThrownType thrown, List<Frame> frames) {}

    private final List<Cause> causes = new ArrayList<>();
    private boolean rootFirst;
    private boolean suppressed;
    private int messageLines;

    JavaFolding(List<String> before, String first) {
        if (first.startsWith("Exception in thread \"")) {
            addCause(thrownInThread(first));
        } else {
            addCause(thrownAbove(before));
            takeFrame(first);
        }
    }

    /** Returns the exception after the name of the thread. The name may itself contain quotes. */
    private static ThrownType thrownInThread(String first) {
        String rest = first;
        for (int quote = first.indexOf("\" ", 21); quote > 0; quote = first.indexOf("\" ", quote + 1)) {
            rest = first.substring(quote + 2);
            Optional<ThrownType> thrown = ThrownType.at(rest);
            if (thrown.isPresent()) {
                return thrown.get();
            }
        }
        return new ThrownType("java.lang.Throwable", rest);
    }

    private static ThrownType thrownAbove(List<String> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            Optional<ThrownType> thrown = ThrownType.at(before.get(i));
            thrown = thrown.isPresent() ? thrown : ThrownType.in(before.get(i));
            if (thrown.isPresent()) {
                return thrown.get();
            }
        }
        return new ThrownType("java.lang.Throwable", "");
    }

    private void addCause(ThrownType thrown) {
        if (causes.size() < MAX_CAUSES) {
            causes.add(new Cause(thrown, new ArrayList<>()));
        }
        messageLines = 0;
    }

    @Override
    public LineRole take(String line) {
        String text = line.strip();
        if (takeFrame(line)) {
            return LineRole.PART;
        }
        if (text.startsWith("Caused by: ") || text.startsWith("Wrapped by: ")) {
            rootFirst |= text.startsWith("Wrapped by: ");
            boolean top = !Character.isWhitespace(line.charAt(0));
            suppressed &= !top;
            String thrownText = text.substring(text.indexOf(": ") + 2);
            if (!suppressed && !thrownText.startsWith("[CIRCULAR REFERENCE")) {
                ThrownType.at(thrownText).or(() -> ThrownType.in(thrownText)).ifPresent(this::addCause);
            }
            return LineRole.PART;
        }
        if (text.startsWith("Suppressed: ")) {
            suppressed = true;
            return LineRole.PART;
        }
        boolean part = text.startsWith("... ") && (text.endsWith(" more") || text.endsWith("omitted"))
                || text.startsWith("[CIRCULAR REFERENCE")
                || text.startsWith("- locked ")
                || text.startsWith("- waiting ");
        return part ? LineRole.PART : takeText(text);
    }

    /**
     * Takes a line without a known form. Before the first frame it continues the message; after it, another writer
     * printed it.
     */
    private LineRole takeText(String text) {
        boolean message = causes.get(causes.size() - 1).frames().isEmpty() && ++messageLines <= 16;
        if (message) {
            return LineRole.PART;
        }
        return !text.isEmpty() && ThrownType.at(text).isPresent() ? LineRole.OVER : LineRole.FOREIGN;
    }

    private boolean takeFrame(String line) {
        Optional<SourceLocation> place = JavaLine.frame(line);
        List<Frame> frames = causes.get(causes.size() - 1).frames();
        if (place.isPresent() && !suppressed && frames.size() < MAX_FRAMES) {
            frames.add(new Frame(place.get(), JavaLine.isLibraryCode(line, place.get())));
        }
        return place.isPresent();
    }

    @Override
    public boolean whole() {
        return !causes.get(causes.size() - 1).frames().isEmpty();
    }

    @Override
    public Optional<StackTrace> trace() {
        Cause reported = causes.get(rootFirst ? causes.size() - 1 : 0);
        Cause root = causes.get(rootFirst ? 0 : causes.size() - 1);
        if (reported.thrown().message().equals("Stack trace")
                && reported.thrown().type().equals("java.lang.Exception")) {
            return Optional.empty(); // Thread.dumpStack()
        }
        ThrownType decisive = decisiveCause(root.thrown());
        Family family = family(decisive);
        List<Frame> frames =
                fromRoot().stream().flatMap(c -> c.frames().stream()).toList();
        String message = root == reported
                ? reported.thrown().message()
                : reported.thrown().message() + " (cause: " + root.thrown().type() + ": "
                        + root.thrown().message() + ")";
        return Optional.of(new StackTrace(
                reported.thrown().type(),
                root.thrown().type(),
                message,
                family,
                subject(family, decisive, messages(decisive)),
                frames));
    }

    /**
     * Returns the exceptions, the root cause first. Java prints the frames that a cause shares with the exception above
     * it only once.
     */
    private List<Cause> fromRoot() {
        List<Cause> order = new ArrayList<>(causes);
        if (!rootFirst) {
            Collections.reverse(order);
        }
        return order;
    }

    /**
     * Returns the exception that determines the family: the root cause, or, if it has no family, the one nearest to it
     * that has.
     */
    private ThrownType decisiveCause(ThrownType root) {
        return family(root) != Family.OTHER
                ? root
                : causes.stream()
                        .map(Cause::thrown)
                        .filter(t -> family(t) != Family.OTHER)
                        .reduce((a, b) -> rootFirst ? a : b)
                        .orElse(root);
    }

    /**
     * Classifies an exception by its type and message. A refused connection takes precedence over a timeout in the name
     * of the type.
     */
    private static Family family(ThrownType thrown) {
        String simple = thrown.type().substring(thrown.type().lastIndexOf('.') + 1);
        if (simple.equals("ClassNotFoundException") || simple.equals("NoClassDefFoundError")) {
            return Family.IMPORT;
        }
        String message = thrown.message();
        if (message.contains("Connection refused")) {
            return Family.CONNECTION;
        }
        if (simple.contains("Timeout") || message.contains("timed out") || message.startsWith("DEADLINE_EXCEEDED")) {
            return Family.TIMEOUT;
        }
        boolean network = simple.startsWith("Connect")
                || simple.equals("UnknownHostException")
                || simple.equals("NoRouteToHostException")
                || simple.equals("SocketException")
                || simple.contains("ConnectionException")
                || simple.startsWith("SSL")
                || simple.equals("ClosedChannelException")
                || CONNECTION_PHRASES.stream().anyMatch(message::contains);
        return network ? Family.CONNECTION : Family.OTHER;
    }

    /** Returns the message of the decisive exception, then those of the whole chain. */
    private List<String> messages(ThrownType decisive) {
        return Stream.concat(Stream.of(decisive), causes.stream().map(Cause::thrown))
                .map(ThrownType::message)
                .toList();
    }

    private static String subject(Family family, ThrownType thrown, List<String> messages) {
        return switch (family) {
            case IMPORT -> thrown.message().replace('/', '.');
            case CONNECTION, TIMEOUT ->
                thrown.type().endsWith("UnknownHostException") ? thrown.message() : EndpointFinder.first(messages);
            default -> "";
        };
    }
}
