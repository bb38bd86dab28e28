package com.nae.issues.format;

import com.nae.api.issue.Family;
import com.nae.api.issue.StackTrace.Frame;
import java.util.List;

/** The subject of a Python error: the key, module, endpoint or call that failed. */
final class PythonSubject {
    private PythonSubject() {}

    static String of(Family family, PythonBlock block, List<String> texts, List<Frame> frames) {
        return switch (family) {
            case KEY -> unquoted(block.message);
            case IMPORT -> imported(block.message);
            case CONNECTION -> EndpointFinder.first(texts);
            case TIMEOUT -> operation(frames);
            case OTHER -> "";
        };
    }

    private static String imported(String message) {
        if (message.startsWith("cannot import name '")) {
            int from = message.indexOf(" from ");
            String module = from < 0 ? "" : quoted(message.substring(from));
            return module.isEmpty() ? quoted(message) : module + "." + quoted(message);
        }
        return message.contains("' has no attribute '") ? moduleAttribute(message) : quoted(message);
    }

    /** {@code module 'xml' has no attribute 'etree'} is about {@code xml.etree}. */
    static String moduleAttribute(String message) {
        int has = message.indexOf("' has no attribute '");
        return has < 0 ? "" : quoted(message) + "." + quoted(message.substring(has + 1));
    }

    static String quoted(String message) {
        int open = message.indexOf('\'');
        int close = open < 0 ? -1 : message.indexOf('\'', open + 1);
        return close < 0 ? "" : message.substring(open + 1, close);
    }

    /** Returns the text of a key from its {@code repr}. */
    private static String unquoted(String key) {
        boolean quoted = key.length() >= 2
                && (key.charAt(0) == '\'' || key.charAt(0) == '"')
                && key.charAt(key.length() - 1) == key.charAt(0);
        return quoted ? key.substring(1, key.length() - 1) : key;
    }

    /** Returns the first call in the program's own innermost source line. */
    private static String operation(List<Frame> frames) {
        return frames.stream()
                .filter(f -> !f.foreign() && !f.place().source().isEmpty())
                .findFirst()
                .map(f -> functionName(f.place().source()))
                .orElse("");
    }

    static String functionName(String source) {
        int paren = source.indexOf('(');
        int end = paren < 0 ? source.length() : paren;
        int start = end;
        while (start > 0
                && (Character.isJavaIdentifierPart(source.charAt(start - 1)) || source.charAt(start - 1) == '.')) {
            start--;
        }
        return source.substring(start, end);
    }

    /**
     * Returns the literal key of the subscript that failed, as the carets or the line itself show it; empty if there is
     * none.
     */
    static String subscriptKey(PythonBlock block) {
        String text = block.source;
        int end = block.carets.isEmpty() ? text.length() : Math.min(text.length(), block.carets.lastIndexOf('^') + 1);
        int close = end > 0 && end <= text.length() && text.charAt(end - 1) == ']' ? end - 1 : -1;
        int open = close < 0 ? -1 : text.lastIndexOf('[', close);
        String key = open < 0 ? "" : text.substring(open + 1, close);
        boolean literal = key.length() > 2
                && (key.charAt(0) == '"' || key.charAt(0) == '\'')
                && key.charAt(key.length() - 1) == key.charAt(0);
        return literal ? key.substring(1, key.length() - 1) : "";
    }
}
