package com.nae.issues;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.fold.EscapedText;
import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.fold.JsonLogRecord;
import com.nae.issues.fold.TraceFolder;
import com.nae.issues.scan.LogText;
import com.nae.issues.scan.RecordHeader;
import com.nae.issues.scan.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A reader of log records and envelopes in JSON. A record may hold a trace in a field, one line of a trace, or a plain
 * error.
 */
final class StructuredRecords {
    private final Supplier<StackFormats> stackFormats;
    private final SourceIndex sources;
    private final DetectionSink sink;
    private final TraceFolder folder;
    private final RecordHeader header = new RecordHeader();
    private final List<String> messages = new ArrayList<>();

    StructuredRecords(
            Supplier<StackFormats> stackFormats, SourceIndex sources, DetectionSink sink, TraceFolder folder) {
        this.stackFormats = stackFormats;
        this.sources = sources;
        this.sink = sink;
        this.folder = folder;
    }

    /** Reads a JSON record; always returns true. */
    boolean json(String prefix, String line, PendingErrorLines pending, long offset, long now) {
        JsonLogRecord record = JsonLogRecord.of(line);
        if (!record.severity().isHarmless() && !reportTrace(record)) {
            takeMessage(prefix, record, pending, offset, now);
        }
        return true;
    }

    /** Reports a trace with escaped line ends in a record of the given severity; returns whether there was one. */
    boolean escaped(String line, Severity severity) {
        List<FoldedTrace> found = foldTraces(EscapedText.unescape(line));
        found.stream().filter(trace -> !severity.isHarmless()).findFirst().ifPresent(sink::onTrace);
        return !found.isEmpty();
    }

    /** Reports the first trace in the multi-line texts of the record; returns whether there was one. */
    private boolean reportTrace(JsonLogRecord record) {
        Stream<String> escaped =
                Stream.of(record.message()).filter(EscapedText::isIn).map(EscapedText::unescape);
        Optional<FoldedTrace> found = Stream.concat(record.texts().stream(), escaped)
                .flatMap(text -> foldTraces(text).stream())
                .findFirst();
        found.ifPresent(sink::onTrace);
        return found.isPresent();
    }

    private List<FoldedTrace> foldTraces(String text) {
        List<FoldedTrace> found = new ArrayList<>();
        TraceFolder inner = new TraceFolder(() -> stackFormats.get().formats, sources, found::add, quoted -> {});
        List<String> lines = text.lines().map(LogText::clean).toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> before = lines.subList(Math.max(0, i - 8), i);
            if (!inner.take(lines.get(i), false, 0)) {
                inner.begin(lines.get(i), () -> before, 0, 0);
            }
        }
        inner.expire(Long.MAX_VALUE);
        return found;
    }

    /**
     * Reads a message of one line. It is part of a trace that an envelope cuts into lines, or an error by the level of
     * the record or of the message.
     */
    private void takeMessage(String prefix, JsonLogRecord record, PendingErrorLines pending, long offset, long now) {
        String text = LogText.clean(record.message().lines().findFirst().orElse(""));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header.read(bytes, 0, bytes.length);
        String content = prefix + text;
        if (folder.take(content, header.startsRecord(), now)) {
            return;
        }
        boolean innerLevel =
                header.severity() != Severity.NONE && (record.carried() || record.severity() == Severity.NONE);
        Severity severity = innerLevel ? header.severity() : record.severity();
        if (folder.begin(content, () -> List.copyOf(messages), offset, now)) {
            pending.absorbInto(folder, severity.isError(), sink);
        } else if (severity.isError()) {
            pending.add(severity, bytes, 0, innerLevel ? header.levelEnd() : 0, bytes.length);
        }
        messages.add(content);
        if (messages.size() > 8) {
            messages.remove(0);
        }
    }
}
