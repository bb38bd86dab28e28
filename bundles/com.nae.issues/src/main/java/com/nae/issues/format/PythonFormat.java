package com.nae.issues.format;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.issue.TraceFolding;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The format of Python tracebacks, from 3.8 to 3.13, and of faulthandler's dumps, as {@code traceback.py},
 * {@code traceback.c} and {@code faulthandler.c} print them.
 */
@Component(service = StackFormat.class)
public final class PythonFormat implements StackFormat {
    static final String HEADER = "Traceback (most recent call last):";
    /** Common to the header of a traceback and that of a faulthandler dump. */
    private static final String RECENT_CALL = "(most recent call ";

    static final String GROUP = "+ Exception Group " + HEADER;
    static final String FATAL = "Fatal Python error: ";
    static final String HANG = "Timeout (";
    static final String RECENT_FIRST = "(most recent call first):";

    @Override
    public String language() {
        return "python";
    }

    @Override
    public List<String> triggers() {
        return List.of(RECENT_CALL, FATAL, "  File \"", "  File \u001b[");
    }

    @Override
    public int start(String line) {
        int header = line.indexOf(HEADER);
        if (header >= 0 && line.substring(header + HEADER.length()).isBlank()) {
            return header(line, header);
        }
        int box = RichTraceback.start(line);
        if (box >= 0) {
            return box;
        }
        int fatal = line.indexOf(FATAL);
        if (fatal >= 0) {
            return fatal;
        }
        if (line.endsWith(RECENT_FIRST)) {
            return Math.max(line.indexOf("Current thread 0x"), line.indexOf("Thread 0x"));
        }
        int file = line.indexOf("  File \"");
        return file >= 0 && PythonLine.frame(line.substring(file)).isPresent() ? file : -1;
    }

    /**
     * Returns where the header begins. That of a group begins at its margin, {@code " + Exception Group Traceback"}.
     */
    private static int header(String line, int header) {
        int group = line.indexOf(GROUP);
        if (group < 0) {
            return header;
        }
        return group >= 2 && line.startsWith("  ", group - 2) ? group - 2 : group;
    }

    @Override
    public TraceFolding fold(List<String> before, String first, SourceIndex sources) {
        boolean faulthandler = first.startsWith(FATAL) || first.endsWith(RECENT_FIRST);
        boolean hang = before.stream().skip(Math.max(0, before.size() - 3)).anyMatch(line -> line.startsWith(HANG));
        return faulthandler ? new FaulthandlerFolding(first, hang) : new PythonFolding(first, sources);
    }
}
