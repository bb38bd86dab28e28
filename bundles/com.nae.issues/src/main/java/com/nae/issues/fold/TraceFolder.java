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
 * A folder of the lines of one stream into traces. Several traces may be open at once, if writers are interleaved; the
 * prefix of its first line identifies the writer of a trace. Bounded for any input. Not thread-safe.
 */
public final class TraceFolder {
    private static final int MAX_OPEN = 16;
    private static final int MAX_CONTEXT_LINES = 3;

    private final Supplier<List<StackFormat>> formats;
    private final SourceIndex sources;
    private final Consumer<FoldedTrace> sink;
    private final Consumer<FoldedTrace> quotedSink;
    private final List<OpenTrace> open = new ArrayList<>();
    private final RecordHeader header = new RecordHeader();
    private long traceCount;

    /** @param quotedSink receives traces that a harmless record announces, as in {@code INFO the worker said:} */
    public TraceFolder(
            Supplier<List<StackFormat>> formats,
            SourceIndex sources,
            Consumer<FoldedTrace> sink,
            Consumer<FoldedTrace> quotedSink) {
        this.formats = formats;
        this.sources = sources;
        this.sink = sink;
        this.quotedSink = quotedSink;
    }

    public boolean isIdle() {
        return open.isEmpty();
    }

    /** Offers a line to the open traces; returns whether one of them took it. */
    public boolean take(String line, boolean record, long now) {
        for (Iterator<OpenTrace> i = open.iterator(); i.hasNext(); ) {
            OpenTrace trace = i.next();
            LineRole role = offer(trace, line, record, now);
            if (role == LineRole.LAST || role == LineRole.OVER) {
                i.remove();
                close(trace);
            }
            if (role == LineRole.PART || role == LineRole.LAST) {
                return true;
            }
        }
        return false;
    }

    /**
     * Offers a line to one trace. A log record is not part of it, unless each line of the trace has the header of a
     * record.
     */
    private LineRole offer(OpenTrace trace, String line, boolean record, long now) {
        Optional<String> content = trace.prefix.strip(line);
        boolean stripped = content.isPresent() && !trace.prefix.text().isEmpty();
        boolean foreign = stripped
                ? record(content.get())
                : record || content.isEmpty() && (trace.isPrefixed() || beginsWithPrefix(line));
        return foreign ? trace.takeForeign() : trace.take(content.orElse(line), stripped, now);
    }

    /** Returns whether the line that names the error of the newest trace stands above its first line. */
    public boolean isHeadless() {
        return !open.isEmpty() && open.get(open.size() - 1).headerAbove();
    }

    /** Returns whether the first line of the newest trace has an error level. Each of its lines then has one. */
    public boolean hasErrorLevel() {
        return !open.isEmpty() && open.get(open.size() - 1).hasErrorLevel();
    }

    /**
     * Returns whether exactly one trace is open, complete, and begun by its header. A repetition of its text is then a
     * repetition of the trace.
     */
    public boolean isRepeatable() {
        return open.size() == 1 && open.get(0).isRepeatable();
    }

    /** Returns the number of traces that have begun. */
    public long traceCount() {
        return traceCount;
    }

    /** Counts one repetition of the open trace. */
    public void countRepeat() {
        open.get(0).countRepeat();
    }

    /** Returns whether a trace begins in the line after the prefix of another writer. */
    private boolean beginsWithPrefix(String line) {
        return formats.get().stream()
                .anyMatch(format ->
                        line.chars().limit(Math.max(0, format.start(line))).anyMatch(Character::isLetterOrDigit));
    }

    private boolean record(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return header.read(bytes, 0, bytes.length).startsRecord();
    }

    /**
     * The beginning of a trace.
     *
     * @param index where it begins in its line
     * @param offset where its line begins in the stream
     * @param now the time in milliseconds
     */
    private record TraceStart(StackFormat format, int index, long offset, long now) {}

    /** Opens a trace if one begins in this line; returns whether it did. */
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

    /** Opens a trace, ends those of the same writer that it replaces, and records what the lines above say about it. */
    private void open(TraceStart at, String line, PrecedingLines before) {
        int start = at.index();
        LinePrefix prefix = LinePrefix.of(line.substring(0, start));
        List<OpenTrace> ended = open.stream().filter(t -> t.endsBefore(prefix)).toList();
        open.removeAll(ended);
        ended.forEach(this::close);
        if (open.size() == MAX_OPEN) {
            close(open.remove(0));
        }
        List<String> lines =
                before.lines().stream().map(l -> prefix.strip(l).orElse(l)).toList();
        String first = line.substring(start);
        TraceFolding folding = at.format().fold(lines, first, sources);
        OpenTrace trace = new OpenTrace(at.format().language(), folding, prefix, at.offset(), at.now());
        trace.quoted(quoted(line, start, lines));
        trace.belowDebugRecord(
                !lines.isEmpty() && record(lines.get(lines.size() - 1)) && header.severity() == Severity.DEBUG);
        trace.announced(!lines.isEmpty()
                && lines.get(lines.size() - 1).stripTrailing().endsWith(":")
                && isHarmless(lines.get(lines.size() - 1)));
        trace.headerAbove(first.stripLeading().startsWith("at "));
        trace.hasErrorLevel(start > 0 && record(line) && header.severity().isError() && header.levelEnd() <= start);
        contextLines(lines).forEach(trace::addEvidence);
        trace.addEvidence(first);
        open.add(trace);
        traceCount++;
    }

    /**
     * Returns whether a harmless record quotes the trace: on the line itself, or on the line before if that names the
     * error.
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
                && (isHarmless(before.get(head))
                        || head > 0 && startsWithQualifiedName(before.get(head)) && isHarmless(before.get(head - 1)));
    }

    private boolean isHarmless(String record) {
        return record(record) && header.severity().isHarmless();
    }

    /**
     * Returns whether a line begins with a qualified type name. Loggers print it below their record, and so a caught
     * exception begins.
     */
    private static boolean startsWithQualifiedName(String line) {
        int colon = line.indexOf(':');
        String type = colon < 0 ? line : line.substring(0, colon);
        return type.indexOf('.') > 0 && type.indexOf(' ') < 0;
    }

    /**
     * Returns the lines above that belong to the trace: those after the last blank line or log record, and that record
     * if it is an error.
     */
    private List<String> contextLines(List<String> before) {
        int from = before.size();
        while (from > 0
                && from > before.size() - MAX_CONTEXT_LINES
                && !before.get(from - 1).isBlank()
                && !record(before.get(from - 1))) {
            from--;
        }
        if (from > 0 && record(before.get(from - 1)) && header.severity().isError()) {
            from--;
        }
        return before.subList(from, before.size());
    }

    /** Sets what to run if the newest trace turns out to be no error. */
    public void onEmptyTrace(List<Runnable> onEmpty) {
        open.get(open.size() - 1).onEmpty = onEmpty;
    }

    private void close(OpenTrace trace) {
        if (trace.announced()) {
            trace.onEmpty.forEach(Runnable::run);
            trace.folded().filter(folded -> !trace.isInterrupted()).ifPresent(quotedSink);
        } else {
            trace.folded().ifPresentOrElse(sink, () -> trace.onEmpty.forEach(Runnable::run));
        }
    }

    /**
     * Returns the time in milliseconds at which the next trace ends without further lines; {@link Long#MAX_VALUE} if
     * none is open.
     */
    public long deadline() {
        return open.stream().mapToLong(OpenTrace::deadline).min().orElse(Long.MAX_VALUE);
    }

    /** Ends the traces whose deadline has passed. */
    public void expire(long now) {
        for (Iterator<OpenTrace> i = open.iterator(); i.hasNext(); ) {
            OpenTrace trace = i.next();
            if (trace.deadline() <= now) {
                i.remove();
                close(trace);
            }
        }
    }

    /** Ends the complete traces. Incomplete ones stay open. */
    public void endComplete() {
        for (OpenTrace trace : List.copyOf(open)) {
            if (trace.isComplete()) {
                open.remove(trace);
                close(trace);
            }
        }
    }

    /** Returns the offset of the earliest open trace, or the given offset if none is open. */
    public long restartOffset(long offset) {
        return open.stream().mapToLong(t -> t.offset).min().orElse(offset);
    }

    /** A source of up to eight lines before the current one, oldest first. It is only called when a trace begins. */
    public interface PrecedingLines {
        List<String> lines();
    }
}
