package com.nae.issues.format;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.issue.TraceFolding;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * JavaScript's stacks as V8 and Node print them: {@code lib/internal/util/inspect.js} with {@code [cause]},
 * {@code [errors]} and properties.
 */
@Component(service = StackFormat.class)
public final class NodeFormat implements StackFormat {
    private static final String AT = "    at ";
    /** How an error is written that has no stack of its own. */
    private static final List<String> BARE = List.of(
            "[AggregateError",
            "[Error: ",
            "[TypeError: ",
            "[RangeError: ",
            "[SystemError",
            "[UnhandledPromiseRejection: ");
    /** What stands below a thrown value that is no error. */
    static final String VALUE = "(Use `node --trace-uncaught ";

    @Override
    public String language() {
        return "javascript";
    }

    @Override
    public List<String> triggers() {
        List<String> triggers = new ArrayList<>(BARE);
        triggers.addAll(List.of(AT, VALUE));
        return triggers;
    }

    @Override
    public int start(String line) {
        for (String bare : BARE) {
            int from = line.indexOf(bare);
            if (from >= 0
                    && (line.endsWith("]") || line.endsWith("] {"))
                    && (from == 0 || line.charAt(from - 1) == ' ')) {
                return from;
            }
        }
        int at = line.contains(VALUE) ? line.indexOf(VALUE) : line.indexOf(AT);
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
