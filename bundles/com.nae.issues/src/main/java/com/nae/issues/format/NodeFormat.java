package com.nae.issues.format;

import com.nae.api.issue.Folding;
import com.nae.api.issue.Sources;
import com.nae.api.issue.StackFormat;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** JavaScript's stacks as V8 and Node print them: {@code lib/internal/util/inspect.js} with {@code [cause]}, {@code [errors]} and properties. */
@Component(service = StackFormat.class)
public final class NodeFormat implements StackFormat {
    private static final String AT = "    at ";

    @Override
    public String language() {
        return "javascript";
    }

    @Override
    public List<String> triggers() {
        return List.of(AT, "[UnhandledPromiseRejection: ");
    }

    @Override
    public int start(String line) {
        if (line.startsWith("[UnhandledPromiseRejection: ")) {
            return 0;
        }
        int at = line.indexOf(AT);
        return at >= 0 && NodeLine.frame(line.substring(at)).isPresent() ? at : -1;
    }

    @Override
    public Folding fold(List<String> before, String first, Sources sources) {
        return new NodeFolding(before, first, sources);
    }
}
