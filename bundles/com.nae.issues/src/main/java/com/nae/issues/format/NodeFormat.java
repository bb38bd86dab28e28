package com.nae.issues.format;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.issue.TraceFolding;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The format of JavaScript stack traces, as V8 and Node print them. {@code lib/internal/util/inspect.js} of Node prints
 * {@code [cause]}, {@code [errors]} and properties.
 */
@Component(service = StackFormat.class)
public final class NodeFormat implements StackFormat {
    private static final String FRAME = "    at ";
    /** Beginnings of errors that are printed without a stack. */
    private static final List<String> BRACKETED = List.of(
            "[AggregateError",
            "[Error: ",
            "[TypeError: ",
            "[RangeError: ",
            "[SystemError",
            "[UnhandledPromiseRejection: ");
    /** The line below a thrown value that is no error. */
    static final String VALUE = "(Use `node --trace-uncaught ";

    @Override
    public String language() {
        return "javascript";
    }

    @Override
    public List<String> triggers() {
        List<String> triggers = new ArrayList<>(BRACKETED);
        triggers.addAll(List.of(FRAME, VALUE));
        return triggers;
    }

    @Override
    public int start(String line) {
        for (String bracketed : BRACKETED) {
            int from = line.indexOf(bracketed);
            if (from >= 0
                    && (line.endsWith("]") || line.endsWith("] {"))
                    && (from == 0 || line.charAt(from - 1) == ' ')) {
                return from;
            }
        }
        int at = line.contains(VALUE) ? line.indexOf(VALUE) : line.indexOf(FRAME);
        if (at >= 0 && line.startsWith(VALUE, at)) {
            return at;
        }
        return at >= 0 && NodeLine.frame(line.substring(at)).isPresent() ? at : -1;
    }

    @Override
    public TraceFolding fold(List<String> before, String first, SourceIndex sources) {
        return new NodeFolding(before, first, sources);
    }
}
