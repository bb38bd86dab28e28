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
 * One occurrence, typed and fingerprinted: the same fault has the same fingerprint after a restart, a deployment that
 * moves lines, in another replica or mode.
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
    private static final int LENGTH = 400;

    /** Of a trace. */
    public static Fault of(String process, FoldedTrace folded, SourceIndex sources) {
        StackTrace trace = folded.trace();
        Optional<SourceLocation> place = place(trace.frames(), sources);
        String where = trace.family() == Family.CONNECTION && !trace.subject().isEmpty()
                ? ""
                : place.map(Fault::lasting).orElse("");
        String what = where.isEmpty() && trace.subject().isEmpty() ? masked(trace.message()) : masked(trace.subject());
        String print = fingerprint(process, trace.family().word(), trace.type(), trace.rootType(), what, where);
        return new Fault(
                print,
                trace.family(),
                kept(trace.type()),
                kept(trace.rootType()),
                kept(trace.subject()),
                kept(trace.message()),
                place,
                folded.evidence(),
                folded.language());
    }

    /** Of a plain line: {@code template} is its text with what varies masked. */
    public static Fault plain(String process, Severity severity, String template, String message, String line) {
        return new Fault(
                fingerprint(process, "line", template),
                Family.OTHER,
                severity.name(),
                severity.name(),
                "",
                kept(message),
                Optional.empty(),
                List.of(kept(line)),
                "");
    }

    /** Of an end without a trace. */
    public static Fault exit(String process, String how, String message, List<String> last) {
        return new Fault(
                fingerprint(process, "exit", how),
                Family.OTHER,
                how,
                how,
                "",
                kept(message),
                Optional.empty(),
                last.stream().map(Fault::kept).toList(),
                "");
    }

    private static String kept(String text) {
        return LogSecretMasker.mask(LogText.truncate(LogText.clean(text), LENGTH));
    }

    /** The innermost frame that lies in the worker's own sources; one that is foreign never. */
    static Optional<SourceLocation> place(List<Frame> frames, SourceIndex sources) {
        List<SourceLocation> own =
                frames.stream().filter(f -> !f.foreign()).map(Frame::place).toList();
        Optional<SourceLocation> held = own.stream()
                .filter(p -> sources.holds(p.file()))
                .findFirst()
                .map(p -> new SourceLocation(sources.relative(p.file()), p.line(), p.function(), p.source()));
        return held.or(() -> own.stream().findFirst());
    }

    /** Module, function and source line: what outlives a deployment. */
    private static String lasting(SourceLocation place) {
        String file = place.file().replace('\\', '/');
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name + "\0" + place.function() + "\0" + place.source();
    }

    /** Ids in a key or a name make no other fault. */
    private static String masked(String text) {
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
