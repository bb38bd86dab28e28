package com.nae.healer.timeouts;

import com.nae.api.healing.Workspace;
import com.nae.api.issue.Issue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The callers of the failing line in the worker's own sources, the innermost first, as {@code file:line;file:line}. */
final class Frames {
    private static final Pattern FRAME = Pattern.compile("File \"([^\"]{1,500})\", line (\\d{1,7})");

    private Frames() {
    }

    static String of(Issue issue, Workspace workspace, String failing) {
        List<String> frames = new ArrayList<>();
        for (String line : issue.evidence()) {
            Matcher m = FRAME.matcher(line);
            if (m.find()) {
                workspace.resolve(m.group(1)).filter(f -> f.endsWith(".py")).ifPresent(f -> frames.add(f + ":" + m.group(2)));
            }
        }
        Collections.reverse(frames);
        return frames.stream().distinct().filter(f -> !f.equals(failing)).limit(30).collect(Collectors.joining(";"));
    }
}
