package com.nae.issues.format;

import com.nae.api.issue.SourceLocation;
import java.util.Optional;

/** A parser for single lines of JavaScript stack traces. */
final class NodeLine {
    private NodeLine() {}

    /**
     * Parses a frame: {@code at f (file:1:2)}, {@code at file:1:2}, {@code at async f (file:1:2)} or {@code at new F
     * (<anonymous>)}.
     */
    static Optional<SourceLocation> frame(String line) {
        String text = line.strip();
        if (!text.startsWith("at ")) {
            return Optional.empty();
        }
        text = text.endsWith(" {") ? text.substring(0, text.length() - 2) : text;
        text = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
        int open = text.lastIndexOf(" (");
        if (open > 0 && text.endsWith(")")) {
            return location(text.substring(open + 2, text.length() - 1), text.substring(3, open));
        }
        String site = text.startsWith("at async ") ? text.substring(9) : text.substring(3);
        return site.indexOf(' ') < 0 || site.contains("file:") || site.startsWith("/")
                ? location(site, "")
                : Optional.empty();
    }

    private static Optional<SourceLocation> location(String site, String function) {
        if (site.equals("<anonymous>") || site.equals("native") || site.startsWith("index ")) {
            return function.isEmpty() ? Optional.empty() : Optional.of(new SourceLocation(site, 0, function, ""));
        }
        int column = site.lastIndexOf(':');
        int line = column <= 0 ? -1 : site.lastIndexOf(':', column - 1);
        if (line <= 0 || !isNumber(site, line + 1, column) || !isNumber(site, column + 1, site.length())) {
            return Optional.empty();
        }
        String file = site.startsWith("file://") ? site.substring(7, line) : site.substring(0, line);
        return Optional.of(new SourceLocation(
                file, Integer.parseInt(site.substring(line + 1, column)), withoutAsync(function), ""));
    }

    private static String withoutAsync(String function) {
        return function.startsWith("async ") ? function.substring(6) : function;
    }

    /** Parses a line that is {@code file:line} alone. Node prints it above the source line of an uncaught exception. */
    static Optional<SourceLocation> thrown(String line) {
        int colon = line.lastIndexOf(':');
        boolean matches = colon > 0
                && (line.startsWith("/") || line.startsWith("file://") || line.startsWith("node:"))
                && isNumber(line, colon + 1, line.length());
        int from = line.startsWith("file://") ? 7 : 0;
        return matches
                ? Optional.of(new SourceLocation(
                        line.substring(from, colon), Integer.parseInt(line.substring(colon + 1)), "", ""))
                : Optional.empty();
    }

    private static boolean isNumber(String text, int from, int to) {
        boolean number = to > from && to - from < 9;
        for (int i = from; number && i < to; i++) {
            number = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return number;
    }

    /** Returns whether a file belongs to Node or an installed package, or was generated. */
    static boolean isLibraryCode(String file) {
        return file.startsWith("node:")
                || file.startsWith("internal/")
                || file.contains("/node_modules/")
                || file.startsWith("<")
                || file.equals("native")
                || file.startsWith("wasm:")
                || file.startsWith("evalmachine.")
                || !file.contains("/") && !file.contains("\\") && !file.contains(".");
    }

    /**
     * The line that names an error, {@code TypeError [CODE]: message}, alone or after other text.
     *
     * @param at the index in the line at which the type begins
     */
    record ErrorHeader(String type, String code, String message, int at) {
        /** Finds the first header in a line. */
        static Optional<ErrorHeader> in(String line) {
            for (int i = 0; i < line.length(); i++) {
                if (Character.isUpperCase(line.charAt(i)) && (i == 0 || !isNamePart(line.charAt(i - 1)))) {
                    Optional<ErrorHeader> header = at(line, i);
                    if (header.isPresent()) {
                        return header;
                    }
                }
            }
            return Optional.empty();
        }

        private static Optional<ErrorHeader> at(String line, int from) {
            int end = from;
            while (end < line.length() && isNamePart(line.charAt(end))) {
                end++;
            }
            String type = line.substring(from, end);
            String code = "";
            if (line.startsWith(" [", end)) {
                int close = line.indexOf(']', end);
                if (close > 0) {
                    code = line.substring(end + 2, close);
                    type = code.endsWith("Error") && !code.equals("Error") ? code : type;
                    code = code.endsWith("Error") ? "" : code;
                    end = close + 1;
                }
            }
            return header(type, code, line.substring(end), from);
        }

        /**
         * Returns the header. A name that ends in Error or Exception may stand anywhere, any other name only at the
         * beginning of a line.
         */
        private static Optional<ErrorHeader> header(String type, String code, String rest, int from) {
            boolean matches = rest.isEmpty() || rest.startsWith(": ") || rest.equals(":") || rest.equals(" {");
            boolean certain = type.endsWith("Error") || type.endsWith("Exception") || type.equals("Error");
            boolean startsLine = from == 0
                    && !rest.isEmpty()
                    && !Character.isDigit(type.charAt(0))
                    && type.length() > 2
                    && !isLevel(type);
            if (!matches || !certain && !startsLine) {
                return Optional.empty();
            }
            String message = rest.startsWith(": ") ? rest.substring(2).strip() : "";
            return Optional.of(new ErrorHeader(type, code, message, from));
        }

        private static boolean isLevel(String type) {
            return type.equals("ERROR")
                    || type.equals("INFO")
                    || type.equals("WARN")
                    || type.equals("FATAL")
                    || type.equals("DEBUG")
                    || type.equals("WARNING");
        }

        private static boolean isNamePart(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.';
        }
    }
}
