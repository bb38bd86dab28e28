package com.nae.issues.format;

import com.nae.api.issue.SourceLocation;
import java.util.Optional;
import java.util.Set;

/** A parser for single lines of Python tracebacks. */
final class PythonLine {
    private static final Set<String> LEVELS =
            Set.of("INFO", "DEBUG", "WARNING", "WARN", "ERROR", "CRITICAL", "TRACE", "NOTICE", "FATAL", "SUCCESS");
    private static final Set<String> TYPE_ENDINGS = Set.of(
            "error",
            "exception",
            "warning",
            "exit",
            "interrupt",
            "iteration",
            "timeout",
            "group",
            "failure",
            "fault",
            "refused",
            "expired",
            "exceeded",
            "closed",
            "denied",
            "invalid",
            "failed",
            "found",
            "unavailable",
            "conflict");

    private PythonLine() {}

    /**
     * The margin {@code " | "} of an exception group in a line.
     *
     * @param width the indentation in characters; 0 without a margin
     * @param separator whether the line separates members of a group
     * @param text the line without its margin
     */
    record GroupMargin(int width, boolean separator, String text) {
        static GroupMargin of(String line) {
            int i = 0;
            while (i < line.length() && line.charAt(i) == ' ') {
                i++;
            }
            if (i < 2 || i >= line.length()) {
                return new GroupMargin(0, false, line);
            }
            if (line.charAt(i) == '|' && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                return new GroupMargin(i, false, line.substring(Math.min(i + 2, line.length())));
            }
            if (line.startsWith(PythonFormat.GROUP, i)) {
                return new GroupMargin(i, false, line.substring(i + 2));
            }
            boolean separator = line.startsWith("+-+---", i) || line.startsWith("+------", i);
            return new GroupMargin(separator ? i : 0, separator, line);
        }

        /** Returns whether this is the line below the last member of a group. */
        boolean closes() {
            return separator && text.strip().chars().allMatch(c -> c == '+' || c == '-');
        }
    }

    /** Parses a frame, {@code File "...", line N, in f}, also without a function and as faulthandler prints it. */
    static Optional<SourceLocation> frame(String line) {
        String text = line.strip();
        if (!text.startsWith("File \"") || !line.startsWith("  ")) {
            return Optional.empty();
        }
        int quote = text.indexOf("\", line ", 6);
        if (quote < 0) {
            return Optional.empty();
        }
        int end = quote + 8;
        int number = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end)) && number < 100_000_000) {
            number = number * 10 + Character.digit(text.charAt(end++), 10);
        }
        String rest = text.substring(end);
        String function = function(rest);
        boolean matches = end > quote + 8 && (rest.isEmpty() || !function.isEmpty());
        return matches
                ? Optional.of(new SourceLocation(text.substring(6, quote), number, function, ""))
                : Optional.empty();
    }

    /** Returns the function after {@code , in }, or after {@code in } as faulthandler prints it. */
    private static String function(String rest) {
        if (rest.startsWith(", in ")) {
            return rest.substring(5);
        }
        return rest.startsWith(" in ") ? rest.substring(4) : "";
    }

    /** Returns whether a line has only the carets and tildes below a source line. */
    static boolean isCaretLine(String line) {
        return !line.isBlank()
                && line.chars().allMatch(c -> c == ' ' || c == '^' || c == '~')
                && line.chars().anyMatch(c -> c == '^' || c == '~');
    }

    /**
     * The last line of a traceback.
     *
     * @param certain whether the name of the type alone shows that it is an exception
     */
    record ExceptionLine(String type, String message, boolean certain) {
        /** Parses a type with an optional message. Words that are levels of log records are no types. */
        static Optional<ExceptionLine> of(String line) {
            int end = 0;
            while (end < line.length() && isTypePart(line.charAt(end))) {
                end++;
            }
            String type = line.substring(0, end);
            boolean matches = end == line.stripTrailing().length()
                    || line.startsWith(": ", end)
                    || line.startsWith(":", end) && end + 1 == line.length();
            if (end == 0
                    || !matches
                    || type.replace("<locals>", "").indexOf('<') >= 0
                    || type.indexOf('>') == 0
                    || Character.isDigit(type.charAt(0))
                    || type.endsWith(".")
                    || LEVELS.contains(type)) {
                return Optional.empty();
            }
            String simple = type.substring(type.lastIndexOf('.') + 1);
            if (type.equals(simple)
                    && !Character.isUpperCase(type.charAt(0))
                    && type.charAt(0) != '_'
                    && !hasTypeEnding(simple)) {
                return Optional.empty();
            }
            String message = end + 1 < line.length() ? line.substring(end + 1).strip() : "";
            return Optional.of(new ExceptionLine(type, message, hasTypeEnding(simple)));
        }

        /**
         * Parses a type that begins with a lower-case letter. Only its position in the traceback shows that it is an
         * exception.
         */
        static Optional<ExceptionLine> bare(String line) {
            int colon = line.indexOf(": ");
            String type = colon < 0 ? line : line.substring(0, colon);
            boolean isName = type.length() > 2
                    && type.length() < 80
                    && type.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
                    && Character.isLowerCase(type.charAt(0))
                    && !LEVELS.contains(type.toUpperCase(java.util.Locale.ROOT));
            String message = colon < 0 ? "" : line.substring(colon + 2).strip();
            return isName ? Optional.of(new ExceptionLine(type, message, false)) : Optional.empty();
        }

        private static boolean isTypePart(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '<' || c == '>';
        }

        private static boolean hasTypeEnding(String simple) {
            String lower = simple.toLowerCase(java.util.Locale.ROOT);
            return TYPE_ENDINGS.stream().anyMatch(lower::endsWith)
                    || lower.startsWith("error")
                    || lower.equals("gaierror");
        }
    }
}
