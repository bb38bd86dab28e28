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
 * A Java stack trace in the making: the exception and its causes; what was suppressed belongs to it but decides
 * nothing.
 */
final class JavaFolding implements TraceFolding {
    private static final int CAUSES = 32;
    private static final int FRAMES = 200;
    /** What clients say of a server that went away, whatever their exceptions are called. */
    private static final List<String> LOST = List.of(
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
            cause(uncaught(first));
        } else {
            cause(header(before));
            frame(first);
        }
    }

    /** Behind the name of the thread, which may have quotes in it. */
    private static ThrownType uncaught(String first) {
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

    private static ThrownType header(List<String> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            Optional<ThrownType> thrown = ThrownType.at(before.get(i));
            thrown = thrown.isPresent() ? thrown : ThrownType.in(before.get(i));
            if (thrown.isPresent()) {
                return thrown.get();
            }
        }
        return new ThrownType("java.lang.Throwable", "");
    }

    private void cause(ThrownType thrown) {
        if (causes.size() < CAUSES) {
            causes.add(new Cause(thrown, new ArrayList<>()));
        }
        messageLines = 0;
    }

    @Override
    public LineRole take(String line) {
        String text = line.strip();
        if (frame(line)) {
            return LineRole.PART;
        }
        if (text.startsWith("Caused by: ") || text.startsWith("Wrapped by: ")) {
            rootFirst |= text.startsWith("Wrapped by: ");
            boolean top = !Character.isWhitespace(line.charAt(0));
            suppressed &= !top;
            String named = text.substring(text.indexOf(": ") + 2);
            if (!suppressed && !named.startsWith("[CIRCULAR REFERENCE")) {
                ThrownType.at(named).or(() -> ThrownType.in(named)).ifPresent(this::cause);
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
        return part ? LineRole.PART : other(text);
    }

    /** Text between an exception and its frames is more of its message; behind frames it is another writer's. */
    private LineRole other(String text) {
        boolean message = causes.get(causes.size() - 1).frames().isEmpty() && ++messageLines <= 16;
        if (message) {
            return LineRole.PART;
        }
        return !text.isEmpty() && ThrownType.at(text).isPresent() ? LineRole.OVER : LineRole.FOREIGN;
    }

    private boolean frame(String line) {
        Optional<SourceLocation> place = JavaLine.frame(line);
        List<Frame> frames = causes.get(causes.size() - 1).frames();
        if (place.isPresent() && !suppressed && frames.size() < FRAMES) {
            frames.add(new Frame(place.get(), JavaLine.isForeign(line, place.get())));
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
        ThrownType decides = deciding(root.thrown());
        Family family = family(decides);
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
                subject(family, decides, texts(decides)),
                frames));
    }

    /** The root first; what a cause has in common with the exception that it caused is printed with that one alone. */
    private List<Cause> fromRoot() {
        List<Cause> order = new ArrayList<>(causes);
        if (!rootFirst) {
            Collections.reverse(order);
        }
        return order;
    }

    /** The root, unless it says nothing and a cause nearer to the top does. */
    private ThrownType deciding(ThrownType root) {
        return family(root) != Family.OTHER
                ? root
                : causes.stream()
                        .map(Cause::thrown)
                        .filter(t -> family(t) != Family.OTHER)
                        .reduce((a, b) -> rootFirst ? a : b)
                        .orElse(root);
    }

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
                || LOST.stream().anyMatch(message::contains);
        return network ? Family.CONNECTION : Family.OTHER;
    }

    /** What the deciding exception says, then what the others of its chain say. */
    private List<String> texts(ThrownType decides) {
        return Stream.concat(Stream.of(decides), causes.stream().map(Cause::thrown))
                .map(ThrownType::message)
                .toList();
    }

    private static String subject(Family family, ThrownType thrown, List<String> texts) {
        return switch (family) {
            case IMPORT -> thrown.message().replace('/', '.');
            case CONNECTION, TIMEOUT ->
                thrown.type().endsWith("UnknownHostException") ? thrown.message() : EndpointFinder.first(texts);
            default -> "";
        };
    }
}
