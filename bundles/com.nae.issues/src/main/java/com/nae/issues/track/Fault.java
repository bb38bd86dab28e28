package com.nae.issues.track;

import com.nae.api.issue.Family;
import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.SourceLocation;
import com.nae.api.issue.StackTrace;
import com.nae.api.issue.StackTrace.Frame;
import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.scan.LogSecretMasker;
import com.nae.issues.scan.LogText;
import com.nae.issues.scan.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One occurrence of a failure, with its type and its fingerprint. The fingerprint is the same after a restart, after a
 * deployment that moves lines, in another replica and in another mode.
 */
public record Fault(
        String fingerprint,
        Family family,
        String type,
        String rootType,
        String subject,
        String message,
        Optional<SourceLocation> place,
        List<String> evidence,
        String language) {
    private static final int MAX_LENGTH = 400;

    /**
     * Returns the fault that a trace describes. A connection failure is identified by its endpoint, not by the line
     * that connects.
     */
    public static Fault of(String process, FoldedTrace folded, SourceIndex sources) {
        StackTrace trace = folded.trace();
        Optional<SourceLocation> place = place(trace.frames(), sources);
        String location =
                trace.family() == Family.CONNECTION && !trace.subject().isEmpty()
                        ? ""
                        : place.map(Fault::stableLocation).orElse("");
        String detail = location.isEmpty() && trace.subject().isEmpty()
                ? withoutNumbers(trace.message())
                : withoutNumbers(trace.subject());
        String fingerprint =
                fingerprint(process, trace.family().word(), trace.type(), trace.rootType(), detail, location);
        return new Fault(
                fingerprint,
                trace.family(),
                sanitized(trace.type()),
                sanitized(trace.rootType()),
                sanitized(trace.subject()),
                sanitized(trace.message()),
                place,
                folded.evidence(),
                folded.language());
    }

    /**
     * Returns the fault of a plain error line.
     *
     * @param template identifies the group of similar lines that the line belongs to
     */
    public static Fault plain(String process, Severity severity, String template, String message, String line) {
        return new Fault(
                fingerprint(process, "line", template),
                Family.OTHER,
                severity.name(),
                severity.name(),
                "",
                sanitized(message),
                Optional.empty(),
                List.of(sanitized(line)),
                "");
    }

    /** Returns the fault of an exit that no trace explains. */
    public static Fault exit(String process, String how, String message, List<String> recentLines) {
        return new Fault(
                fingerprint(process, "exit", how),
                Family.OTHER,
                how,
                how,
                "",
                sanitized(message),
                Optional.empty(),
                recentLines.stream().map(Fault::sanitized).toList(),
                "");
    }

    private static String sanitized(String text) {
        return LogSecretMasker.mask(LogText.truncate(LogText.clean(text), MAX_LENGTH));
    }

    /** Returns the innermost frame in the worker's declared sources, or the innermost one that is not library code. */
    static Optional<SourceLocation> place(List<Frame> frames, SourceIndex sources) {
        List<SourceLocation> own =
                frames.stream().filter(f -> !f.foreign()).map(Frame::place).toList();
        Optional<SourceLocation> declared = own.stream()
                .filter(p -> sources.holds(p.file()))
                .findFirst()
                .map(p -> new SourceLocation(sources.relative(p.file()), p.line(), p.function(), p.source()));
        return declared.or(() -> own.stream().findFirst());
    }

    /** Returns file name, function and source text. Unlike line numbers they survive a deployment. */
    private static String stableLocation(SourceLocation place) {
        String file = place.file().replace('\\', '/');
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name + "\0" + place.function() + "\0" + place.source();
    }

    /** Replaces each number by one zero, so that an id in a key or a name makes no new fault. */
    private static String withoutNumbers(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean digit = Character.isDigit(text.charAt(i));
            if (!digit || out.length() == 0 || out.charAt(out.length() - 1) != '0') {
                out.append(digit ? '0' : text.charAt(i));
            }
        }
        return out.toString();
    }

    private static String fingerprint(String... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
