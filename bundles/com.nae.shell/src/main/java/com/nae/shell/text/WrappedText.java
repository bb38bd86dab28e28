package com.nae.shell.text;

import java.io.PrintStream;

/** Prints text wrapped at blanks to the width of the screen, each line indented. */
public final class WrappedText {
    private WrappedText() {}

    public static void print(PrintStream out, String text, String indent, int columns) {
        int width = Math.max(10, columns - indent.length());
        String rest = TerminalSanitizer.line(text).strip();
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > 0 ? blank : width;
            out.println(indent + rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            out.println(indent + rest);
        }
    }
}
