package com.nae.issues.format;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.issue.TraceFolding;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The format of Go panics and fatal errors with the stacks of goroutines, as {@code runtime/panic.go} and
 * {@code runtime/traceback.go} print them.
 */
@Component(service = StackFormat.class)
public final class GoFormat implements StackFormat {
    @Override
    public String language() {
        return "go";
    }

    @Override
    public List<String> triggers() {
        return List.of("panic: ", "panic serving ", "fatal error: ", "goroutine ");
    }

    @Override
    public int start(String line) {
        int panic = line.indexOf("panic: ");
        if (panic >= 0 && isWordStart(line, panic)) {
            return panic;
        }
        int fatal = line.indexOf("fatal error: ");
        if (fatal >= 0 && isWordStart(line, fatal) && !line.startsWith("PHP ", Math.max(0, fatal - 4))) {
            return fatal;
        }
        int serving = line.indexOf("http: panic serving ");
        return serving >= 0 ? serving : goroutine(line);
    }

    /** Returns whether a word begins there. */
    private static boolean isWordStart(String line, int at) {
        return at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1)) && line.charAt(at - 1) != '_';
    }

    private static int goroutine(String line) {
        int at = line.indexOf("goroutine ");
        boolean state = at >= 0
                && line.indexOf(" [", at) > 0
                && line.stripTrailing().endsWith("]:")
                && Character.isDigit(line.charAt(Math.min(at + 10, line.length() - 1)));
        return state && isWordStart(line, at) ? at : -1;
    }

    @Override
    public TraceFolding fold(List<String> before, String first, SourceIndex sources) {
        return new GoFolding(first);
    }
}
