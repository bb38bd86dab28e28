package com.nae.issues.fold;

import com.nae.issues.scan.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A log record or a transport's envelope written as one JSON object: its level, its message, and texts of several lines
 * in it, such as {@code exc_info} or {@code err.stack}. Read leniently, so that one cut off still tells what it has.
 *
 * @param carried whether the level is the transport's, which knows no more than the stream it read; one in the message
 *     says more
 */
public record JsonLogRecord(Severity severity, boolean carried, String message, List<String> texts) {
    private static final Set<String> MESSAGES = Set.of(
            "message", "msg", "log", "event", "@message", "error", "body", "textpayload", "short_message", "text");
    private static final Set<String> NESTED = Set.of("log", "record", "level", "fields");
    private static final int ENVELOPES = 3;

    /** The record a line holds; an envelope around it, its text the message of another, is taken off. */
    public static JsonLogRecord of(String line) {
        JsonLogRecord record = read(line);
        for (int i = 0;
                i < ENVELOPES
                        && record.message.startsWith("{")
                        && record.message.stripTrailing().endsWith("}");
                i++) {
            JsonLogRecord inner = read(record.message);
            record = inner.severity == Severity.NONE
                    ? new JsonLogRecord(record.severity, record.carried, inner.message, inner.texts)
                    : inner;
        }
        return record;
    }

    private static JsonLogRecord read(String line) {
        Reader reader = new Reader(line);
        reader.object(0, "");
        return new JsonLogRecord(reader.severity, reader.carried, reader.message, reader.texts);
    }

    /** Reads one object; not a validator. */
    private static final class Reader {
        private static final int DEPTH = 6;
        private static final int TEXTS = 8;

        private final String line;
        private final List<String> texts = new ArrayList<>();
        private int at;
        private Severity severity = Severity.NONE;
        private boolean carried;
        private String message = "";

        Reader(String line) {
            this.line = line;
        }

        void object(int depth, String parent) {
            String key = "";
            boolean value = false;
            at++;
            while (at < line.length() && line.charAt(at) != '}') {
                char c = line.charAt(at);
                if (c == '"' && !value) {
                    key = string();
                } else if (c == ':') {
                    value = true;
                    at++;
                } else if (c == ',') {
                    value = false;
                    at++;
                } else if (c == '"') {
                    take(key, string(), depth, parent);
                } else if (Character.isDigit(c) && depth == 0) {
                    number(key);
                } else if (!nested(c, depth, key)) {
                    at++;
                }
            }
            at++;
        }

        private boolean nested(char c, int depth, String key) {
            if (c == '{' && depth < DEPTH) {
                object(depth + 1, key.toLowerCase(Locale.ROOT));
            } else if (c == '[' && depth < DEPTH) {
                array(depth + 1, key);
            }
            return (c == '{' || c == '[') && depth < DEPTH;
        }

        /** Strings in it are the lines of one text. */
        private void array(int depth, String key) {
            StringBuilder lines = new StringBuilder();
            at++;
            while (at < line.length() && line.charAt(at) != ']') {
                char c = line.charAt(at);
                if (c == '"') {
                    String text = string();
                    lines.append(text).append(text.endsWith("\n") ? "" : "\n");
                } else if (!nested(c, depth, key)) {
                    at++;
                }
            }
            at++;
            text(lines.toString());
        }

        /** Whether it has several lines, and so is kept. */
        private boolean text(String text) {
            boolean several = text.strip().indexOf('\n') > 0 && texts.size() < TEXTS;
            if (several) {
                texts.add(text);
            }
            return several;
        }

        private void take(String key, String text, int depth, String parent) {
            String name = key.toLowerCase(Locale.ROOT);
            boolean nested =
                    NESTED.contains(parent) && (JsonLevel.isKey(name) || parent.equals("level") && name.equals("name"));
            if (depth == 0 && JsonLevel.isKey(name) || nested && severity == Severity.NONE) {
                carried = name.equals("priority");
                severity = JsonLevel.ofText(name, text).orElse(severity);
            }
            if (!text(text) && depth == 0 && MESSAGES.contains(name) && (message.isEmpty() || !name.equals("error"))) {
                message = text;
            }
        }

        private void number(String key) {
            int value = 0;
            while (at < line.length() && Character.isDigit(line.charAt(at))) {
                value = Math.min(1000, value * 10 + Character.digit(line.charAt(at++), 10));
            }
            if (JsonLevel.isKey(key.toLowerCase(Locale.ROOT))) {
                severity = JsonLevel.ofNumber(value);
            }
        }

        private String string() {
            StringBuilder text = new StringBuilder();
            at++;
            while (at < line.length() && line.charAt(at) != '"') {
                char c = line.charAt(at++);
                text.append(c == '\\' && at < line.length() ? escaped(line.charAt(at++)) : c);
            }
            at++;
            return text.toString();
        }

        private char escaped(char c) {
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b', 'f' -> ' ';
                case 'u' -> unicode();
                default -> c;
            };
        }

        private char unicode() {
            int value = 0;
            for (int i = 0; i < 4 && at < line.length() && Character.digit(line.charAt(at), 16) >= 0; i++) {
                value = value * 16 + Character.digit(line.charAt(at++), 16);
            }
            return (char) value;
        }
    }
}
