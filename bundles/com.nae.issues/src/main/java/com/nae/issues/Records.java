package com.nae.issues;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.fold.Escaped;
import com.nae.issues.fold.Folded;
import com.nae.issues.fold.Folder;
import com.nae.issues.fold.JsonLine;
import com.nae.issues.scan.Header;
import com.nae.issues.scan.Severity;
import com.nae.issues.scan.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Log records and envelopes written as JSON: a trace in a field, a line of one, or a plain error. */
final class Records {
    private final Supplier<Dialects> dialects;
    private final SourceIndex sources;
    private final Sink sink;
    private final Folder folder;
    private final Header header = new Header();
    private final List<String> messages = new ArrayList<>();

    Records(Supplier<Dialects> dialects, SourceIndex sources, Sink sink, Folder folder) {
        this.dialects = dialects;
        this.sources = sources;
        this.sink = sink;
        this.folder = folder;
    }

    /** Always takes the line. */
    boolean json(String prefix, String line, Pending pending, long offset, long now) {
        JsonLine record = JsonLine.of(line);
        if (!record.severity().harmless() && !folded(record)) {
            message(prefix, record, pending, offset, now);
        }
        return true;
    }

    /** Takes a line whose level is known that holds a trace with its line ends escaped; whether there was one. */
    boolean escaped(String line, Severity severity) {
        List<Folded> found = traces(Escaped.lines(line));
        found.stream().filter(trace -> !severity.harmless()).findFirst().ifPresent(sink::trace);
        return !found.isEmpty();
    }

    /** Folds the texts of several lines that the record holds; whether there was a trace in one. */
    private boolean folded(JsonLine record) {
        Stream<String> escaped = Stream.of(record.message()).filter(Escaped::in).map(Escaped::lines);
        Optional<Folded> found = Stream.concat(record.texts().stream(), escaped)
                .flatMap(text -> traces(text).stream())
                .findFirst();
        found.ifPresent(sink::trace);
        return found.isPresent();
    }

    private List<Folded> traces(String text) {
        List<Folded> found = new ArrayList<>();
        Folder inner = new Folder(() -> dialects.get().formats, sources, found::add, quoted -> {});
        List<String> lines = text.lines().map(Text::clean).toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> before = lines.subList(Math.max(0, i - 8), i);
            if (!inner.take(lines.get(i), false, 0)) {
                inner.begin(lines.get(i), () -> before, 0, 0);
            }
        }
        inner.silence(Long.MAX_VALUE);
        return found;
    }

    /**
     * A message of one line: part of a trace that an envelope cuts into lines, or an error by the record's level or its
     * own.
     */
    private void message(String prefix, JsonLine record, Pending pending, long offset, long now) {
        String text = Text.clean(record.message().lines().findFirst().orElse(""));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header.read(bytes, 0, bytes.length);
        String told = prefix + text;
        if (folder.take(told, header.begins(), now)) {
            return;
        }
        boolean inner = header.severity() != Severity.NONE && (record.carried() || record.severity() == Severity.NONE);
        Severity severity = inner ? header.severity() : record.severity();
        if (folder.begin(told, () -> List.copyOf(messages), offset, now)) {
            pending.giveWay(folder, severity.error(), sink);
        } else if (severity.error()) {
            pending.hold(severity, bytes, 0, inner ? header.levelEnd() : 0, bytes.length, offset, now);
        }
        messages.add(told);
        if (messages.size() > 8) {
            messages.remove(0);
        }
    }
}
