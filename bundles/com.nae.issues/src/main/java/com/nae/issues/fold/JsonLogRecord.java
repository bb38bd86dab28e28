package com.nae.issues.fold;

import com.nae.issues.scan.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A log record or a transport's envelope, written as one JSON object.
 *
 * <p>It is read leniently, so that a truncated line still gives what it has.
 *
 * @param severity its level
 * @param carried whether the level is the transport's, which knows only the stream that it read; a level in the message
 *     takes precedence
 * @param message its message
 * @param texts values of several lines, such as {@code exc_info} or {@code err.stack}
 */
public record JsonLogRecord(Severity severity, boolean carried, String message, List<String> texts) {
    private static final Set<String> MESSAGES = Set.of(
            "message", "msg", "log", "event", "@message", "error", "body", "textpayload", "short_message", "text");
    private static final Set<String> NESTED = Set.of("log", "record", "level", "fields");
    private static final int MAX_ENVELOPES = 3;

    /** Reads the record in a line. Up to three envelopes, whose message is another JSON record, are removed. */
    public static JsonLogRecord of(String line) {
        JsonLogRecord record = read(line);
        for (int i = 0;
                i < MAX_ENVELOPES
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
        reader.readObject(0, "");
        return new JsonLogRecord(reader.severity, reader.carried, reader.message, reader.texts);
    }

    /** A lenient parser of one JSON object. It does not validate. */
    private static final class Reader {
        private static final int MAX_DEPTH = 6;
        private static final int MAX_TEXTS = 8;

        private final String line;
        private final List<String> texts = new ArrayList<>();
        private int at;
        private Severity severity = Severity.NONE;
        private boolean carried;
        private String message = "";

        Reader(String line) {
            this.line = line;
        }

        void readObject(int depth, String parent) {
            String key = "";
            boolean value = false;
            at++;
            while (at < line.length() && line.charAt(at) != '}') {
                char c = line.charAt(at);
                if (c == '"' && !value) {
                    key = readString();
                } else if (c == ':') {
                    value = true;
                    at++;
                } else if (c == ',') {
                    value = false;
                    at++;
                } else if (c == '"') {
                    takeValue(key, readString(), depth, parent);
                } else if (Character.isDigit(c) && depth == 0) {
                    readNumber(key);
                } else if (!readNested(c, depth, key)) {
                    at++;
                }
            }
            at++;
        }

        private boolean readNested(char c, int depth, String key) {
            if (c == '{' && depth < MAX_DEPTH) {
                readObject(depth + 1, key.toLowerCase(Locale.ROOT));
            } else if (c == '[' && depth < MAX_DEPTH) {
                readArray(depth + 1, key);
            }
            return (c == '{' || c == '[') && depth < MAX_DEPTH;
        }

        /** Reads an array. The strings in it are the lines of one text. */
        private void readArray(int depth, String key) {
            StringBuilder lines = new StringBuilder();
            at++;
            while (at < line.length() && line.charAt(at) != ']') {
                char c = line.charAt(at);
                if (c == '"') {
                    String text = readString();
                    lines.append(text).append(text.endsWith("\n") ? "" : "\n");
                } else if (!readNested(c, depth, key)) {
                    at++;
                }
            }
            at++;
            addText(lines.toString());
        }

        /** Keeps a text if it has several lines; returns whether it has. */
        private boolean addText(String text) {
            boolean multiline = text.strip().indexOf('\n') > 0 && texts.size() < MAX_TEXTS;
            if (multiline) {
                texts.add(text);
            }
            return multiline;
        }

        /**
         * Takes a string value: a level, a message, or a text of several lines. A level at the top takes precedence
         * over a nested one.
         */
        private void takeValue(String key, String text, int depth, String parent) {
            String name = key.toLowerCase(Locale.ROOT);
            boolean nested =
                    NESTED.contains(parent) && (JsonLevel.isKey(name) || parent.equals("level") && name.equals("name"));
            if (depth == 0 && JsonLevel.isKey(name) || nested && severity == Severity.NONE) {
                carried = name.equals("priority");
                severity = JsonLevel.ofText(name, text).orElse(severity);
            }
            if (!addText(text)
                    && depth == 0
                    && MESSAGES.contains(name)
                    && (message.isEmpty() || !name.equals("error"))) {
                message = text;
            }
        }

        private void readNumber(String key) {
            int value = 0;
            while (at < line.length() && Character.isDigit(line.charAt(at))) {
                value = Math.min(1000, value * 10 + Character.digit(line.charAt(at++), 10));
            }
            if (JsonLevel.isKey(key.toLowerCase(Locale.ROOT))) {
                severity = JsonLevel.ofNumber(value);
            }
        }

        private String readString() {
            StringBuilder text = new StringBuilder();
            at++;
            while (at < line.length() && line.charAt(at) != '"') {
                char c = line.charAt(at++);
                text.append(c == '\\' && at < line.length() ? unescape(line.charAt(at++)) : c);
            }
            at++;
            return text.toString();
        }

        private char unescape(char c) {
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b', 'f' -> ' ';
                case 'u' -> readUnicode();
                default -> c;
            };
        }

        private char readUnicode() {
            int value = 0;
            for (int i = 0; i < 4 && at < line.length() && Character.digit(line.charAt(at), 16) >= 0; i++) {
                value = value * 16 + Character.digit(line.charAt(at++), 16);
            }
            return (char) value;
        }
    }
}
