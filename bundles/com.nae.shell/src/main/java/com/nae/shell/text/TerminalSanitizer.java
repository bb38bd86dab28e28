package com.nae.shell.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The filter that makes the output of programs safe for a terminal. It drops escape sequences other than colours,
 * control characters, and characters that reverse the direction of text. The input may be split at any byte. Not
 * thread-safe.
 */
public final class TerminalSanitizer {
    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';
    /**
     * Characters that begin a string for the terminal itself, such as its title. The string ends with a bell or another
     * escape.
     */
    private static final String STRINGS = "]PX^_";

    /** An escape sequence that is longer is dropped, so that it cannot hide the output that follows. */
    private static final int MAX_SEQUENCE = 32;

    private final boolean colour;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder sequence = new StringBuilder();
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean coloured;

    public TerminalSanitizer(boolean colour) {
        this.colour = colour;
    }

    /** Converts untrusted text to one plain line. */
    public static String line(String text) {
        return new TerminalSanitizer(false).sanitize(text).replace('\n', ' ').replace('\t', ' ');
    }

    /** The safe text of these bytes. An unfinished character or sequence at their end is kept for the next call. */
    public String sanitize(ByteBuffer bytes) {
        ByteBuffer all = ByteBuffer.allocate(rest.remaining() + bytes.remaining())
                .put(rest)
                .put(bytes)
                .flip();
        CharBuffer chars = CharBuffer.allocate(all.remaining() + 1);
        decoder.reset().decode(all, chars, false);
        rest = all.slice();
        return sanitize(chars.flip());
    }

    private String sanitize(CharSequence chars) {
        StringBuilder out = new StringBuilder(chars.length());
        for (int i = 0; i < chars.length(); i++) {
            add(chars.charAt(i), out);
        }
        return out.toString();
    }

    /** The sequence that resets the colours of the terminal, if the text has changed them. */
    public String resetSequence() {
        return coloured ? ESCAPE + "[0m" : "";
    }

    /** Handles one character: outside of a sequence, or as part of one. */
    private void add(char c, StringBuilder out) {
        if (c == ESCAPE) {
            sequence.setLength(0);
            sequence.append(c);
        } else if (sequence.length() == 0) {
            if (c == '\n' || c == '\t' || !hidden(c)) {
                out.append(c);
            }
        } else {
            inSequence(c, out);
        }
    }

    /** Handles the second and later characters of a sequence. A string for the terminal is dropped to its end. */
    private void inSequence(char c, StringBuilder out) {
        if (sequence.length() == 1) {
            sequence.append(c);
            if (c != '[' && STRINGS.indexOf(c) < 0) {
                sequence.setLength(0);
            }
        } else if (sequence.charAt(1) == '[') {
            inControl(c, out);
        } else if (c == BELL || c == '\n') {
            resetSequence(c, out);
        }
    }

    /** Handles a character of a control sequence; at its end only colours pass. */
    private void inControl(char c, StringBuilder out) {
        sequence.append(c);
        if (c < ' ' || c >= '@' || sequence.length() >= MAX_SEQUENCE) {
            if (c == 'm' && colour && sequence.chars().skip(2).allMatch(d -> d >= '0' && d <= ';' || d == 'm')) {
                coloured = true;
                out.append(sequence);
            }
            resetSequence(c, out);
        }
    }

    /** Ends a sequence. A line break within it stays, so that the next line is visible. */
    private void resetSequence(char c, StringBuilder out) {
        sequence.setLength(0);
        if (c == '\n') {
            out.append(c);
        }
    }

    /** Control characters, and the marks that reverse, isolate or break lines of text. */
    private static boolean hidden(char c) {
        return Character.isISOControl(c)
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069'
                || c == '\u200e'
                || c == '\u200f'
                || c == '\u2028'
                || c == '\u2029';
    }
}
