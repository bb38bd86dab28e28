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

/** Log records and envelopes written as JSON: a trace in a field, a line of one, or a plain error. */
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

    /** Always takes the line. */
    boolean json(String prefix, String line, PendingErrorLines pending, long offset, long now) {
        JsonLogRecord record = JsonLogRecord.of(line);
        if (!record.severity().isHarmless() && !folded(record)) {
            message(prefix, record, pending, offset, now);
        }
        return true;
    }

    /** Takes a line whose level is known that holds a trace with its line ends escaped; whether there was one. */
    boolean escaped(String line, Severity severity) {
        List<FoldedTrace> found = traces(EscapedText.unescape(line));
        found.stream().filter(trace -> !severity.isHarmless()).findFirst().ifPresent(sink::onTrace);
        return !found.isEmpty();
    }

    /** Folds the texts of several lines that the record holds; whether there was a trace in one. */
    private boolean folded(JsonLogRecord record) {
        Stream<String> escaped =
                Stream.of(record.message()).filter(EscapedText::isIn).map(EscapedText::unescape);
        Optional<FoldedTrace> found = Stream.concat(record.texts().stream(), escaped)
                .flatMap(text -> traces(text).stream())
                .findFirst();
        found.ifPresent(sink::onTrace);
        return found.isPresent();
    }

    private List<FoldedTrace> traces(String text) {
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
     * A message of one line: part of a trace that an envelope cuts into lines, or an error by the record's level or its
     * own.
     */
    private void message(String prefix, JsonLogRecord record, PendingErrorLines pending, long offset, long now) {
        String text = LogText.clean(record.message().lines().findFirst().orElse(""));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header.read(bytes, 0, bytes.length);
        String told = prefix + text;
        if (folder.take(told, header.startsRecord(), now)) {
            return;
        }
        boolean inner = header.severity() != Severity.NONE && (record.carried() || record.severity() == Severity.NONE);
        Severity severity = inner ? header.severity() : record.severity();
        if (folder.begin(told, () -> List.copyOf(messages), offset, now)) {
            pending.absorbInto(folder, severity.isError(), sink);
        } else if (severity.isError()) {
            pending.hold(severity, bytes, 0, inner ? header.levelEnd() : 0, bytes.length);
        }
        messages.add(told);
        if (messages.size() > 8) {
            messages.remove(0);
        }
    }
}
