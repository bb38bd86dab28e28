package com.nae.issues.format;

import com.nae.api.issue.Family;
import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.StackTrace.Frame;
import com.nae.issues.format.NodeFolding.ThrownError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The classification of a JavaScript error: its family, subject and frames. The deepest cause determines them; its code
 * takes precedence over its name.
 */
final class NodeClassifier {
    private static final Set<String> CONNECTION = Set.of(
            "ECONNREFUSED",
            "ECONNRESET",
            "EPIPE",
            "ENOTFOUND",
            "EAI_AGAIN",
            "EHOSTUNREACH",
            "ENETUNREACH",
            "ECONNABORTED",
            "EHOSTDOWN",
            "ENETDOWN",
            "ENOTCONN",
            "UND_ERR_SOCKET",
            "ERR_SOCKET_CLOSED");
    private static final Set<String> TIMEOUT = Set.of(
            "ETIMEDOUT",
            "ESOCKETTIMEDOUT",
            "UND_ERR_CONNECT_TIMEOUT",
            "UND_ERR_HEADERS_TIMEOUT",
            "UND_ERR_BODY_TIMEOUT",
            "ERR_HTTP_REQUEST_TIMEOUT");
    /** Parts of messages that client libraries use for a timeout, whatever the code. */
    private static final List<String> TIMEOUT_PHRASES = List.of(
            "timeout of ",
            "timeout expired",
            "timed out",
            "deadline exceeded",
            "deadline_exceeded",
            "timeout acquiring");

    /** Parts of messages that client libraries use for a lost or failed connection, whatever the code. */
    private static final List<String> CONNECTION_PHRASES = List.of(
            "econnrefused",
            "econnreset",
            "socket hang up",
            "connection terminated",
            "connection is closed",
            "connection lost",
            "no connection established",
            "14 unavailable",
            "other side closed",
            "max retries per request");

    private static final Set<String> MODULES = Set.of(
            "assert",
            "async_hooks",
            "buffer",
            "child_process",
            "cluster",
            "crypto",
            "dgram",
            "dns",
            "events",
            "fs",
            "http",
            "http2",
            "https",
            "net",
            "os",
            "path",
            "perf_hooks",
            "querystring",
            "readline",
            "stream",
            "timers",
            "tls",
            "tty",
            "url",
            "util",
            "v8",
            "vm",
            "worker_threads",
            "zlib",
            "require");

    private final List<ThrownError> causes;
    private final List<ThrownError> members;
    private final Optional<SourceLocation> thrownAt;
    private final SourceIndex sources;

    NodeClassifier(
            List<ThrownError> causes,
            List<ThrownError> members,
            Optional<SourceLocation> thrownAt,
            SourceIndex sources) {
        this.causes = causes;
        this.members = members;
        this.thrownAt = thrownAt;
        this.sources = sources;
    }

    /**
     * Returns the classified trace. If the root cause is a group whose members all have codes, the first member is
     * decisive.
     */
    StackTrace trace() {
        ThrownError reported = causes.get(0);
        ThrownError root = causes.get(causes.size() - 1);
        ThrownError decisive =
                code(root).isEmpty() && !members.isEmpty() && members.stream().allMatch(m -> !code(m).isEmpty())
                        ? members.get(0)
                        : root;
        Family family = causes.stream()
                .map(this::family)
                .filter(f -> f != Family.OTHER)
                .reduce((a, b) -> b)
                .filter(f -> family(decisive) == Family.OTHER)
                .orElse(family(decisive));
        String type = typeWithCode(reported);
        return new StackTrace(
                type, typeWithCode(root), message(reported, root), family, subject(family, decisive), frames(root));
    }

    private static String typeWithCode(ThrownError thrown) {
        String code = code(thrown);
        return code.isEmpty() ? thrown.header.type() : thrown.header.type() + " " + code;
    }

    /**
     * Returns the code of an error, or one of the first words of its message that is a known code, as in {@code connect
     * ECONNREFUSED 127.0.0.1:9}.
     */
    private static String code(ThrownError thrown) {
        if (!thrown.code.isEmpty()) {
            return thrown.code;
        }
        for (String word : thrown.header.message().split(" ", 6)) {
            if (CONNECTION.contains(word) || TIMEOUT.contains(word)) {
                return word;
            }
        }
        return "";
    }

    private static String message(ThrownError reported, ThrownError root) {
        String message = reported.header.message();
        return root == reported
                ? message
                : message + " (cause: " + root.header.type() + ": " + root.header.message() + ")";
    }

    /** Classifies one error. A timeout takes precedence over a lost connection, which clients often report with it. */
    private Family family(ThrownError thrown) {
        String code = code(thrown);
        String message = thrown.header.message();
        if (code.endsWith("MODULE_NOT_FOUND")
                || message.contains("does not provide an export named")
                || message.startsWith("Named export '")
                || thrown.header.type().equals("ReferenceError") && isMissingModule(message)) {
            return Family.IMPORT;
        }
        String lowerMessage = message.toLowerCase(Locale.ROOT);
        if (TIMEOUT.contains(code)
                || thrown.header.type().contains("Timeout")
                || containsAny(TIMEOUT_PHRASES, lowerMessage)) {
            return Family.TIMEOUT;
        }
        return CONNECTION.contains(code) || containsAny(CONNECTION_PHRASES, lowerMessage)
                ? Family.CONNECTION
                : Family.OTHER;
    }

    private static boolean containsAny(List<String> words, String text) {
        return words.stream().anyMatch(text::contains);
    }

    /**
     * Returns whether the undefined name is a built-in module or defined in the worker's sources: then an import is
     * missing.
     */
    private boolean isMissingModule(String message) {
        int is = message.indexOf(" is not defined");
        return is > 0 && (MODULES.contains(message.substring(0, is)) || sources.defines(message.substring(0, is)));
    }

    private String subject(Family family, ThrownError thrown) {
        String message = thrown.header.message();
        return switch (family) {
            case IMPORT -> quoted(message);
            case CONNECTION -> endpoint(thrown);
            case TIMEOUT -> endpoint(thrown);
            default -> "";
        };
    }

    private String endpoint(ThrownError thrown) {
        if (!thrown.address.isEmpty()) {
            return thrown.port.isEmpty() ? thrown.address : thrown.address + ":" + thrown.port;
        }
        Stream<ThrownError> others = Stream.concat(causes.stream(), members.stream());
        return EndpointFinder.first(Stream.concat(Stream.of(thrown), others)
                .map(t -> t.header.message())
                .toList());
    }

    private static String quoted(String message) {
        int open = message.indexOf('\'');
        int close = open < 0 ? -1 : message.indexOf('\'', open + 1);
        int is = message.indexOf(" is not defined");
        if (close > 0) {
            return message.substring(open + 1, close);
        }
        return is > 0 ? message.substring(0, is) : "";
    }

    private List<Frame> frames(ThrownError root) {
        List<Frame> frames = new ArrayList<>(root.frames);
        for (int i = causes.size() - 2; i >= 0; i--) {
            frames.addAll(causes.get(i).frames);
        }
        members.forEach(m -> frames.addAll(m.frames));
        thrownAt.ifPresent(p -> frames.add(new Frame(p, NodeLine.isLibraryCode(p.file()))));
        return List.copyOf(frames);
    }
}
