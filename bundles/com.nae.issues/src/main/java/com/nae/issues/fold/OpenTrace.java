package com.nae.issues.fold;

import com.nae.api.issue.StackTrace;
import com.nae.api.issue.TraceFolding;
import com.nae.api.issue.TraceFolding.LineRole;
import com.nae.issues.scan.LogSecretMasker;
import com.nae.issues.scan.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trace that is being folded, with the prefix of its writer and what was printed around it. */
final class OpenTrace {
    private static final int MAX_EVIDENCE_LINES = 64;
    private static final int MAX_EVIDENCE_LENGTH = 400;
    /** The number of lines of other writers after which a complete trace ends. */
    private static final int MAX_FOREIGN_COMPLETE = 6;

    /** The number of lines of other writers after which an incomplete trace ends. */
    private static final int MAX_FOREIGN_INCOMPLETE = 64;
    /** The time without a line after which a complete trace ends. */
    private static final long TIMEOUT_COMPLETE_MILLIS = 100;
    /** The time without a line after which an incomplete trace ends. */
    private static final long TIMEOUT_INCOMPLETE_MILLIS = 2000;

    final long offset;
    final LinePrefix prefix;
    List<Runnable> onEmpty = List.of();
    private final String language;
    private final TraceFolding folding;
    private boolean quoted;
    private boolean announced;
    private boolean headerAbove;
    private boolean hasErrorLevel;
    private boolean prefixed;
    /** Whether the trace has taken lines without its prefix. */
    private boolean tookUnprefixed;

    private boolean belowDebug;
    private final List<String> evidence = new ArrayList<>();
    private long lastLineTime;
    private int foreignLines;
    private long times = 1;

    OpenTrace(String language, TraceFolding folding, LinePrefix prefix, long offset, long now) {
        this.language = language;
        this.folding = folding;
        this.prefix = prefix;
        this.offset = offset;
        this.lastLineTime = now;
    }

    void addEvidence(String line) {
        if (evidence.size() == MAX_EVIDENCE_LINES) {
            evidence.remove(MAX_EVIDENCE_LINES / 2);
        }
        evidence.add(LogSecretMasker.mask(LogText.truncate(line, MAX_EVIDENCE_LENGTH)));
    }

    /** Returns whether further lines of the trace had its prefix. Lines without it are then another writer's. */
    boolean isPrefixed() {
        return prefixed;
    }

    /**
     * Offers a line to the trace; returns the role of the line in it.
     *
     * @param stripped whether the line had the prefix of the trace; a line without it cannot end the trace
     */
    LineRole take(String content, boolean stripped, long now) {
        prefixed |= stripped && !prefix.text().isBlank();
        LineRole foldingRole = folding.take(content);
        boolean otherWriter = !stripped && !prefix.text().isEmpty() && (prefixed || !tookUnprefixed);
        LineRole role = foldingRole == LineRole.OVER && otherWriter ? LineRole.FOREIGN : foldingRole;
        if (role == LineRole.PART || role == LineRole.LAST) {
            tookUnprefixed |= !stripped;
            addEvidence(content);
            foreignLines = 0;
            lastLineTime = now;
            return role;
        }
        return role == LineRole.FOREIGN ? takeForeign() : role;
    }

    /** Returns whether a new trace of the same writer ends this one, which it does if this one is complete. */
    boolean endsBefore(LinePrefix another) {
        return folding.whole()
                && prefix.strip(another.text()).filter(String::isEmpty).isPresent();
    }

    /** Counts one repetition of the trace. */
    void countRepeat() {
        times++;
    }

    /** Returns whether a repetition of its text would be a repetition of the trace. */
    boolean isRepeatable() {
        return !headerAbove && folding.whole();
    }

    /** Counts a line of another writer; returns {@code OVER} if there were too many. */
    LineRole takeForeign() {
        int limit = folding.whole() ? MAX_FOREIGN_COMPLETE : MAX_FOREIGN_INCOMPLETE;
        return ++foreignLines > limit ? LineRole.OVER : LineRole.FOREIGN;
    }

    /** Returns whether the trace may end here. */
    boolean isComplete() {
        return folding.whole();
    }

    /** Returns the time at which the trace ends without further lines, in milliseconds of the caller's clock. */
    long deadline() {
        return lastLineTime + (folding.whole() ? TIMEOUT_COMPLETE_MILLIS : TIMEOUT_INCOMPLETE_MILLIS);
    }

    /** Sets whether a harmless log record quotes the trace. Such a trace is not reported. */
    void quoted(boolean harmless) {
        quoted = harmless;
    }

    /** Sets whether the line above is a harmless record that ends with a colon. */
    void announced(boolean above) {
        announced = above;
    }

    /** Returns whether another writer's line followed the last line of the trace. */
    boolean isInterrupted() {
        return foreignLines > 0;
    }

    boolean announced() {
        return announced;
    }

    /** Sets whether the line that names the error stands above the first line of the trace. */
    void headerAbove(boolean above) {
        headerAbove = above;
    }

    boolean headerAbove() {
        return headerAbove;
    }

    /** Sets whether each line of the trace has an error level. */
    void hasErrorLevel(boolean error) {
        hasErrorLevel = error;
    }

    boolean hasErrorLevel() {
        return hasErrorLevel;
    }

    /** Sets whether the line above is a DEBUG record. */
    void belowDebugRecord(boolean below) {
        belowDebug = below;
    }

    /**
     * Returns whether the trace below a DEBUG record was caught. A trace that reaches the top of the program was not,
     * whatever was logged before it.
     */
    private boolean isCaught(StackTrace trace) {
        return belowDebug
                && trace.frames().stream().noneMatch(f -> f.place().function().equals("<module>"));
    }

    /** Returns the trace; empty if it is quoted, was caught, or turned out to be no error. */
    Optional<FoldedTrace> folded() {
        return quoted
                ? Optional.empty()
                : folding.trace()
                        .filter(trace -> !isCaught(trace))
                        .map(trace -> new FoldedTrace(language, trace, List.copyOf(evidence), times));
    }
}
