package com.nae.issues.fold;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.issue.TraceFolding;
import com.nae.api.issue.TraceFolding.LineRole;
import com.nae.issues.scan.RecordHeader;
import com.nae.issues.scan.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Folds the lines of one stream into traces, several at once where writers are interleaved. Who writes is recognised by
 * what stands before the text of a trace's first line. Bounded, whatever the lines hold. Not thread-safe.
 */
public final class TraceFolder {
    private static final int OPEN = 16;
    private static final int BEFORE = 3;

    private final Supplier<List<StackFormat>> formats;
    private final SourceIndex sources;
    private final Consumer<FoldedTrace> sink;
    private final Consumer<FoldedTrace> quotes;
    private final List<OpenTrace> open = new ArrayList<>();
    private final RecordHeader header = new RecordHeader();
    private long traceCount;

    /** @param quotes takes traces that a harmless record announces, as in {@code INFO the worker said:} */
    public TraceFolder(
            Supplier<List<StackFormat>> formats,
            SourceIndex sources,
            Consumer<FoldedTrace> sink,
            Consumer<FoldedTrace> quotes) {
        this.formats = formats;
        this.sources = sources;
        this.sink = sink;
        this.quotes = quotes;
    }

    public boolean isIdle() {
        return open.isEmpty();
    }

    /** Gives a line to the traces that are open; whether one of them took it. */
    public boolean take(String line, boolean record, long now) {
        for (Iterator<OpenTrace> i = open.iterator(); i.hasNext(); ) {
            OpenTrace trace = i.next();
            LineRole verdict = offer(trace, line, record, now);
            if (verdict == LineRole.LAST || verdict == LineRole.OVER) {
                i.remove();
                close(trace);
            }
            if (verdict == LineRole.PART || verdict == LineRole.LAST) {
                return true;
            }
        }
        return false;
    }

    /** A log record is no part of a trace, unless its header is the one that each line of the trace bears. */
    private LineRole offer(OpenTrace trace, String line, boolean record, long now) {
        Optional<String> content = trace.prefix.strip(line);
        boolean stripped = content.isPresent() && !trace.prefix.text().isEmpty();
        boolean other =
                stripped ? record(content.get()) : record || content.isEmpty() && (trace.isPrefixed() || begins(line));
        return other ? trace.takeForeign() : trace.take(content.orElse(line), stripped, now);
    }

    /** Whether the trace begun last has its head, the line that names the error, above the line it began with. */
    public boolean isHeadless() {
        return !open.isEmpty() && open.get(open.size() - 1).headless();
    }

    /** Whether the trace begun last stands behind a level that says error, as each of its lines does then. */
    public boolean hasErrorLevel() {
        return !open.isEmpty() && open.get(open.size() - 1).leveled();
    }

    /**
     * Whether one trace alone is open, begun by its head and whole, so that its text once more is the trace once more.
     */
    public boolean isRepeatable() {
        return open.size() == 1 && open.get(0).repeatable();
    }

    /** How many traces have begun. */
    public long traceCount() {
        return traceCount;
    }

    /** Counts the open trace once more. */
    public void countRepeat() {
        open.get(0).countRepeat();
    }

    /** Whether a trace begins in the line, behind another writer's prefix. */
    private boolean begins(String line) {
        return formats.get().stream()
                .anyMatch(format ->
                        line.chars().limit(Math.max(0, format.start(line))).anyMatch(Character::isLetterOrDigit));
    }

    private boolean record(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return header.read(bytes, 0, bytes.length).startsRecord();
    }

    /** Where in a line and in the stream a trace begins, and when it came. */
    private record TraceStart(StackFormat format, int index, long offset, long now) {}

    /** Whether a trace begins with this line, which is then folded. */
    public boolean begin(String line, PrecedingLines before, long offset, long now) {
        for (StackFormat format : formats.get()) {
            int start = format.start(line);
            if (start >= 0) {
                open(new TraceStart(format, start, offset, now), line, before);
                return true;
            }
        }
        return false;
    }

    private void open(TraceStart at, String line, PrecedingLines before) {
        int start = at.index();
        LinePrefix prefix = LinePrefix.of(line.substring(0, start));
        List<OpenTrace> over = open.stream().filter(t -> t.endsBefore(prefix)).toList();
        open.removeAll(over);
        over.forEach(this::close);
        if (open.size() == OPEN) {
            close(open.remove(0));
        }
        List<String> lines =
                before.lines().stream().map(l -> prefix.strip(l).orElse(l)).toList();
        String first = line.substring(start);
        TraceFolding folding = at.format().fold(lines, first, sources);
        OpenTrace trace = new OpenTrace(at.format().language(), folding, prefix, at.offset(), at.now());
        trace.quoted(quoted(line, start, lines));
        trace.toldForDebugging(
                !lines.isEmpty() && record(lines.get(lines.size() - 1)) && header.severity() == Severity.DEBUG);
        trace.announced(!lines.isEmpty()
                && lines.get(lines.size() - 1).stripTrailing().endsWith(":")
                && harmless(lines.get(lines.size() - 1)));
        trace.headless(first.stripLeading().startsWith("at "));
        trace.leveled(start > 0 && record(line) && header.severity().isError() && header.levelEnd() <= start);
        context(lines).forEach(trace::addEvidence);
        trace.addEvidence(first);
        open.add(trace);
        traceCount++;
    }

    /**
     * Whether it is told by a record that says it is harmless: on the line itself, or on the one before where that
     * names the error.
     */
    private boolean quoted(String line, int start, List<String> before) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (start > 0 && header.read(bytes, 0, bytes.length).severity().isHarmless()) {
            return true;
        }
        int head = before.size() - 1;
        while (head >= 0
                && !before.get(head).contains("Error")
                && !before.get(head).contains("Exception")) {
            head--;
        }
        boolean named = Character.isWhitespace(line.charAt(start)) && head >= 0;
        return named
                && (harmless(before.get(head))
                        || head > 0 && qualified(before.get(head)) && harmless(before.get(head - 1)));
    }

    private boolean harmless(String record) {
        return record(record) && header.severity().isHarmless();
    }

    /**
     * Whether a line begins with a type in its package, which is how loggers name it below their record, and no
     * uncaught one.
     */
    private static boolean qualified(String line) {
        int colon = line.indexOf(':');
        String type = colon < 0 ? line : line.substring(0, colon);
        return type.indexOf('.') > 0 && type.indexOf(' ') < 0;
    }

    /**
     * The lines above that lead to it: what stands between it and the last blank line or log record, and that record if
     * it is an error.
     */
    private List<String> context(List<String> before) {
        int from = before.size();
        while (from > 0
                && from > before.size() - BEFORE
                && !before.get(from - 1).isBlank()
                && !record(before.get(from - 1))) {
            from--;
        }
        if (from > 0 && record(before.get(from - 1)) && header.severity().isError()) {
            from--;
        }
        return before.subList(from, before.size());
    }

    /** What is to be done should the trace begun last turn out to tell nothing. */
    public void onEmptyTrace(List<Runnable> otherwise) {
        open.get(open.size() - 1).otherwise = otherwise;
    }

    private void close(OpenTrace trace) {
        if (trace.announced()) {
            trace.otherwise.forEach(Runnable::run);
            trace.folded().filter(folded -> !trace.interrupted()).ifPresent(quotes);
        } else {
            trace.folded().ifPresentOrElse(sink, () -> trace.otherwise.forEach(Runnable::run));
        }
    }

    /** When the next trace is over if nothing more is written; {@link Long#MAX_VALUE} while none is open. */
    public long deadline() {
        return open.stream().mapToLong(OpenTrace::deadline).min().orElse(Long.MAX_VALUE);
    }

    /** Ends the traces whose time is over. */
    public void expire(long now) {
        for (Iterator<OpenTrace> i = open.iterator(); i.hasNext(); ) {
            OpenTrace trace = i.next();
            if (trace.deadline() <= now) {
                i.remove();
                close(trace);
            }
        }
    }

    /** Ends the traces that are complete; one of which the last line has not come yet stays open. */
    public void endWhole() {
        for (OpenTrace trace : List.copyOf(open)) {
            if (trace.isWhole()) {
                open.remove(trace);
                close(trace);
            }
        }
    }

    /** Where the earliest open trace begins; the given offset while none is open. */
    public long restartOffset(long offset) {
        return open.stream().mapToLong(t -> t.offset).min().orElse(offset);
    }

    /** Gives up to eight lines before the present one, oldest first; asked only where a trace begins. */
    public interface PrecedingLines {
        List<String> lines();
    }
}
