package com.nae.issues.format;

import com.nae.api.issue.SourceLocation;
import java.util.Optional;

/**
 * A traceback in a box, as the library Rich draws it.
 *
 * <p>The box has the frames, {@code path:line in function}, each above some source lines with a mark before the current
 * one. The exception stands below the box.
 */
final class RichTraceback {
    private static final String HEADER = " Traceback (most recent call last) ";
    private static final char SIDE = '\u2502';
    private static final char TOP = '\u256d';
    private static final char BOTTOM = '\u2570';
    private static final String CURRENT_LINE = "\u2771 ";

    private String path = "";

    /** Returns the index in the line at which a box begins; -1 if none does. */
    static int start(String line) {
        int top = line.indexOf(TOP);
        return top >= 0 && line.indexOf(HEADER, top) > 0 ? top : -1;
    }

    /** Returns whether a line belongs to a box: it begins with a side or an edge. */
    static boolean isPart(String line) {
        String text = line.stripLeading();
        return !text.isEmpty() && (text.charAt(0) == SIDE || text.charAt(0) == TOP || text.charAt(0) == BOTTOM);
    }

    /** Takes a line of the box. */
    void take(String line, PythonBlock block) {
        String text = line.strip();
        text = text.substring(1, Math.max(1, text.length() - (text.charAt(text.length() - 1) == SIDE ? 1 : 0)))
                .strip();
        Optional<SourceLocation> place = place(path + text);
        place.ifPresent(block::frame);
        path = place.isEmpty() && (text.startsWith("/") || !path.isEmpty() && !text.isEmpty()) ? path + text : "";
        if (text.startsWith(CURRENT_LINE)) {
            block.addSourceLine("    " + source(text.substring(CURRENT_LINE.length())));
        }
    }

    /** Parses {@code /srv/app/main.py:5 in load}. A long path is broken over several lines. */
    private static Optional<SourceLocation> place(String text) {
        int in = text.lastIndexOf(" in ");
        int colon = in < 0 ? -1 : text.lastIndexOf(':', in);
        boolean matches = colon > 0
                && in - colon > 1
                && in - colon < 9
                && text.substring(colon + 1, in).chars().allMatch(Character::isDigit);
        return matches
                ? Optional.of(new SourceLocation(
                        text.substring(0, colon),
                        Integer.parseInt(text.substring(colon + 1, in)),
                        text.substring(in + 4),
                        ""))
                : Optional.empty();
    }

    /** Returns the source after the line number and the indentation guides. */
    private static String source(String numbered) {
        int i = 0;
        while (i < numbered.length()
                && (Character.isDigit(numbered.charAt(i)) || numbered.charAt(i) == ' ' || numbered.charAt(i) == SIDE)) {
            i++;
        }
        return numbered.substring(i);
    }
}
