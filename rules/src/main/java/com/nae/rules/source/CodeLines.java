package com.nae.rules.source;

import java.util.BitSet;

/** Finds the lines of a Java source that hold code: neither blank nor comment alone. */
final class CodeLines {
    private final String text;
    private final BitSet lines = new BitSet();
    private int line = 1;
    private int at;

    private CodeLines(String text) {
        this.text = text;
    }

    /** The numbers of the lines with code, the first line being 1. */
    static BitSet of(String text) {
        CodeLines found = new CodeLines(text);
        while (found.at < text.length()) {
            found.step();
        }
        return found.lines;
    }

    private void step() {
        if (text.startsWith("//", at)) {
            skipUntil("\n", 0);
        } else if (text.startsWith("/*", at)) {
            skipUntil("*/", 2);
        } else if (text.startsWith("\"\"\"", at)) {
            quoted("\"\"\"");
        } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
            quoted(text.substring(at, at + 1));
        } else {
            code();
        }
    }

    private void code() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
        } else if (!Character.isWhitespace(c)) {
            lines.set(line);
        }
    }

    private void skipUntil(String end, int taken) {
        int found = text.indexOf(end, at + taken);
        int stop = found < 0 ? text.length() : found + taken;
        line += (int) text.substring(at, stop).chars().filter(c -> c == '\n').count();
        at = stop;
    }

    private void quoted(String quote) {
        lines.set(line);
        at += quote.length();
        while (at < text.length() && !text.startsWith(quote, at)) {
            at += text.charAt(at) == '\\' ? 1 : 0;
            code();
        }
        lines.set(line);
        at += quote.length();
    }
}
