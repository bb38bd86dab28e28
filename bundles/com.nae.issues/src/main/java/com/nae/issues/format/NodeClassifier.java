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

/** What a JavaScript error is about: the deepest cause decides, its code before its name. */
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
    /**
     * What clients say, whatever their codes: of a time that ran out, and of a server that was not there or went away.
     */
    private static final List<String> LATE = List.of(
            "timeout of ",
            "timeout expired",
            "timed out",
            "deadline exceeded",
            "deadline_exceeded",
            "timeout acquiring");

    private static final List<String> LOST = List.of(
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

    StackTrace trace() {
        ThrownError reported = causes.get(0);
        ThrownError root = causes.get(causes.size() - 1);
        ThrownError decides =
                code(root).isEmpty() && !members.isEmpty() && members.stream().allMatch(m -> !code(m).isEmpty())
                        ? members.get(0)
                        : root;
        Family family = causes.stream()
                .map(this::family)
                .filter(f -> f != Family.OTHER)
                .reduce((a, b) -> b)
                .filter(f -> family(decides) == Family.OTHER)
                .orElse(family(decides));
        String type = typed(reported);
        return new StackTrace(
                type, typed(root), message(reported, root), family, subject(family, decides), frames(root));
    }

    private static String typed(ThrownError thrown) {
        String code = code(thrown);
        return code.isEmpty() ? thrown.named.type() : thrown.named.type() + " " + code;
    }

    /** Its code; or the one that its message begins with or names, as in {@code connect ECONNREFUSED 127.0.0.1:9}. */
    private static String code(ThrownError thrown) {
        if (!thrown.code.isEmpty()) {
            return thrown.code;
        }
        for (String word : thrown.named.message().split(" ", 6)) {
            if (CONNECTION.contains(word) || TIMEOUT.contains(word)) {
                return word;
            }
        }
        return "";
    }

    private static String message(ThrownError reported, ThrownError root) {
        String message = reported.named.message();
        return root == reported
                ? message
                : message + " (cause: " + root.named.type() + ": " + root.named.message() + ")";
    }

    private Family family(ThrownError thrown) {
        String code = code(thrown);
        String message = thrown.named.message();
        if (code.endsWith("MODULE_NOT_FOUND")
                || message.contains("does not provide an export named")
                || message.startsWith("Named export '")
                || thrown.named.type().equals("ReferenceError") && undefined(message)) {
            return Family.IMPORT;
        }
        String said = message.toLowerCase(Locale.ROOT);
        if (TIMEOUT.contains(code) || thrown.named.type().contains("Timeout") || has(LATE, said)) {
            return Family.TIMEOUT;
        }
        return CONNECTION.contains(code) || has(LOST, said) ? Family.CONNECTION : Family.OTHER;
    }

    private static boolean has(List<String> words, String text) {
        return words.stream().anyMatch(text::contains);
    }

    private boolean undefined(String message) {
        int is = message.indexOf(" is not defined");
        return is > 0 && (MODULES.contains(message.substring(0, is)) || sources.defines(message.substring(0, is)));
    }

    private String subject(Family family, ThrownError thrown) {
        String message = thrown.named.message();
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
                .map(t -> t.named.message())
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
        thrownAt.ifPresent(p -> frames.add(new Frame(p, NodeLine.isForeign(p.file()))));
        return List.copyOf(frames);
    }
}
