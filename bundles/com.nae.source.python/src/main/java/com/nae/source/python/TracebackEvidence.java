package com.nae.source.python;

import com.nae.api.healing.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the lines of a traceback tell beyond its innermost frame. They are hostile: only frames inside the sources
 * count.
 */
final class TracebackEvidence {
    private static final Pattern FRAME =
            Pattern.compile("File \"([^\"]{1,500})\", line (\\d{1,7})(?:, in (\\S{1,200}))?");
    private static final Pattern CARETS = Pattern.compile("[\\s|]*([~^]+)\\s*");

    private final List<String> lines;
    private final Workspace workspace;

    TracebackEvidence(String evidence, Workspace workspace) {
        this.lines = evidence.lines().limit(2000).toList();
        this.workspace = workspace;
    }

    /**
     * The frames in the worker's own sources but the failing one, the innermost first, as {@code file:line;file:line}.
     */
    String frames(String failing) {
        List<String> frames = new ArrayList<>();
        for (String line : lines) {
            Matcher m = FRAME.matcher(line);
            if (m.find()) {
                workspace
                        .resolve(m.group(1))
                        .filter(f -> f.endsWith(".py"))
                        .ifPresent(f -> frames.add(f + ":" + m.group(2)));
            }
        }
        Collections.reverse(frames);
        return frames.stream()
                .distinct()
                .filter(f -> !f.equals(failing))
                .limit(30)
                .collect(Collectors.joining(";"));
    }

    /**
     * The library's frame below the failing one, in the first exception that has both, as {@code os.py:__getitem__};
     * empty where the failing one is the last.
     */
    Optional<String> inside(String failing) {
        Optional<String> inside = Optional.empty();
        boolean below = false;
        for (String line : lines) {
            Matcher m = FRAME.matcher(line);
            if (line.strip().endsWith("Traceback (most recent call last):")) {
                if (below) {
                    return inside;
                }
            } else if (m.find()) {
                Optional<String> own = workspace.resolve(m.group(1));
                if (own.isPresent()) {
                    inside = Optional.empty();
                } else if (below && inside.isEmpty()) {
                    inside = Optional.of(name(m.group(1)) + ":" + m.group(3));
                }
                below = own.map(file -> failing.equals(file + ":" + m.group(2))).orElse(below);
            }
        }
        return below ? inside : Optional.empty();
    }

    private static String name(String file) {
        return file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    }

    /** The columns of a source line that the carets below it underline, as {@code start:end} in characters. */
    Optional<String> carets(byte[] source, int number) {
        String line = new String(source, StandardCharsets.UTF_8)
                .lines()
                .skip(Math.max(0, number - 1))
                .findFirst()
                .orElse("");
        String told = line.strip();
        for (int i = 0; i + 1 < lines.size() && !told.isEmpty(); i++) {
            Matcher m = CARETS.matcher(lines.get(i + 1));
            int at = lines.get(i).lastIndexOf(told);
            if (at >= 0 && m.matches() && m.start(1) >= at) {
                int shift = line.indexOf(told) - at;
                return Optional.of(m.start(1) + shift + ":" + (m.end(1) + shift));
            }
        }
        return Optional.empty();
    }
}
