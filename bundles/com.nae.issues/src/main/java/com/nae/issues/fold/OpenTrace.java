package com.nae.issues.fold;

import com.nae.api.issue.StackTrace;
import com.nae.api.issue.TraceFolding;
import com.nae.api.issue.TraceFolding.LineRole;
import com.nae.issues.scan.LogSecretMasker;
import com.nae.issues.scan.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trace that is being folded, with the writer it belongs to. */
final class OpenTrace {
    private static final int EVIDENCE_LINES = 64;
    private static final int EVIDENCE_LENGTH = 400;
    /** How many lines of others are waited through: once it could end here, and while it could not. */
    private static final int FOREIGN_WHOLE = 6;

    private static final int FOREIGN_PART = 64;
    private static final long SILENCE_WHOLE = 100;
    private static final long SILENCE_PART = 2000;

    final long offset;
    final LinePrefix prefix;
    List<Runnable> otherwise = List.of();
    private final String language;
    private final TraceFolding folding;
    private boolean quoted;
    private boolean announced;
    private boolean headless;
    private boolean leveled;
    private boolean prefixed;
    /** Whether it has taken lines without its prefix. */
    private boolean bare;

    private boolean debugging;
    private final List<String> evidence = new ArrayList<>();
    private long last;
    private int foreign;
    private long times = 1;

    OpenTrace(String language, TraceFolding folding, LinePrefix prefix, long offset, long now) {
        this.language = language;
        this.folding = folding;
        this.prefix = prefix;
        this.offset = offset;
        this.last = now;
    }

    void addEvidence(String line) {
        if (evidence.size() == EVIDENCE_LINES) {
            evidence.remove(EVIDENCE_LINES / 2);
        }
        evidence.add(LogSecretMasker.mask(LogText.truncate(line, EVIDENCE_LENGTH)));
    }

    /** Whether lines behind the first have borne its prefix, so that those without it are another writer's. */
    boolean isPrefixed() {
        return prefixed;
    }

    /** @param stripped whether its prefix stood before it; a line without it ends nothing */
    LineRole take(String content, boolean stripped, long now) {
        prefixed |= stripped && !prefix.text().isBlank();
        LineRole told = folding.take(content);
        boolean others = !stripped && !prefix.text().isEmpty() && (prefixed || !bare);
        LineRole verdict = told == LineRole.OVER && others ? LineRole.FOREIGN : told;
        if (verdict == LineRole.PART || verdict == LineRole.LAST) {
            bare |= !stripped;
            addEvidence(content);
            foreign = 0;
            last = now;
            return verdict;
        }
        return verdict == LineRole.FOREIGN ? takeForeign() : verdict;
    }

    /** Whether another trace of the same writer ends it: where it could end. */
    boolean endsBefore(LinePrefix another) {
        return folding.whole()
                && prefix.strip(another.text()).filter(String::isEmpty).isPresent();
    }

    /** It came once more. */
    void countRepeat() {
        times++;
    }

    /** Whether the same text once more would be the same trace once more. */
    boolean repeatable() {
        return !headless && folding.whole();
    }

    /** Another writer's line; {@code OVER} where there were too many. */
    LineRole takeForeign() {
        int most = folding.whole() ? FOREIGN_WHOLE : FOREIGN_PART;
        return ++foreign > most ? LineRole.OVER : LineRole.FOREIGN;
    }

    /** Whether it could end here: its last line has come. */
    boolean isWhole() {
        return folding.whole();
    }

    /** When silence ends it, in milliseconds of the same clock. */
    long deadline() {
        return last + (folding.whole() ? SILENCE_WHOLE : SILENCE_PART);
    }

    /** It is told by a record that says it is harmless. */
    void quoted(boolean harmless) {
        quoted = harmless;
    }

    /** A record right above it that says it is harmless ends with a colon. */
    void announced(boolean above) {
        announced = above;
    }

    /** Whether another line has come since it began. */
    boolean interrupted() {
        return foreign > 0;
    }

    boolean announced() {
        return announced;
    }

    void headless(boolean headAbove) {
        headless = headAbove;
    }

    boolean headless() {
        return headless;
    }

    void leveled(boolean error) {
        leveled = error;
    }

    boolean leveled() {
        return leveled;
    }

    /** It stands right below a record for debugging. */
    void toldForDebugging(boolean below) {
        debugging = below;
    }

    /**
     * One told for debugging was caught; one that went through to the top of the program was not, whatever was logged
     * before.
     */
    private boolean caught(StackTrace trace) {
        return debugging
                && trace.frames().stream().noneMatch(f -> f.place().function().equals("<module>"));
    }

    Optional<FoldedTrace> folded() {
        return quoted
                ? Optional.empty()
                : folding.trace()
                        .filter(trace -> !caught(trace))
                        .map(trace -> new FoldedTrace(language, trace, List.copyOf(evidence), times));
    }
}
