package com.nae.issues.format;

import com.nae.api.issue.SourceLocation;
import java.util.Optional;
import java.util.Set;

/** The lines that a Python traceback is made of. */
final class PythonLine {
    private static final Set<String> LEVELS =
            Set.of("INFO", "DEBUG", "WARNING", "WARN", "ERROR", "CRITICAL", "TRACE", "NOTICE", "FATAL", "SUCCESS");
    private static final Set<String> ENDINGS = Set.of(
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

    /** How far a line is set in by the margin of an exception group, {@code " | "}; 0 without one. */
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

        /** Whether this is the line below the last exception of a group. */
        boolean closes() {
            return separator && text.strip().chars().allMatch(c -> c == '+' || c == '-');
        }
    }

    /** A {@code File "...", line N, in f} line; also without function, and as faulthandler prints it. */
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
        boolean form = end > quote + 8 && (rest.isEmpty() || !function.isEmpty());
        return form
                ? Optional.of(new SourceLocation(text.substring(6, quote), number, function, ""))
                : Optional.empty();
    }

    /** Behind {@code , in }, or behind {@code in } as faulthandler prints it. */
    private static String function(String rest) {
        if (rest.startsWith(", in ")) {
            return rest.substring(5);
        }
        return rest.startsWith(" in ") ? rest.substring(4) : "";
    }

    /** Whether a line is nothing but marks below a source line. */
    static boolean isMarks(String line) {
        return !line.isBlank()
                && line.chars().allMatch(c -> c == ' ' || c == '^' || c == '~')
                && line.chars().anyMatch(c -> c == '^' || c == '~');
    }

    /** The last line of a traceback; {@code sure} where the type's name alone makes it one. */
    record ExceptionLine(String type, String message, boolean sure) {
        static Optional<ExceptionLine> of(String line) {
            int end = 0;
            while (end < line.length() && named(line.charAt(end))) {
                end++;
            }
            String type = line.substring(0, end);
            boolean form = end == line.stripTrailing().length()
                    || line.startsWith(": ", end)
                    || line.startsWith(":", end) && end + 1 == line.length();
            if (end == 0
                    || !form
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
                    && !ended(simple)) {
                return Optional.empty();
            }
            String message = end + 1 < line.length() ? line.substring(end + 1).strip() : "";
            return Optional.of(new ExceptionLine(type, message, ended(simple)));
        }

        /** A type in small letters; only the place of the line says that it is one. */
        static Optional<ExceptionLine> bare(String line) {
            int colon = line.indexOf(": ");
            String type = colon < 0 ? line : line.substring(0, colon);
            boolean name = type.length() > 2
                    && type.length() < 80
                    && type.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
                    && Character.isLowerCase(type.charAt(0))
                    && !LEVELS.contains(type.toUpperCase(java.util.Locale.ROOT));
            String message = colon < 0 ? "" : line.substring(colon + 2).strip();
            return name ? Optional.of(new ExceptionLine(type, message, false)) : Optional.empty();
        }

        private static boolean named(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '<' || c == '>';
        }

        private static boolean ended(String simple) {
            String lower = simple.toLowerCase(java.util.Locale.ROOT);
            return ENDINGS.stream().anyMatch(lower::endsWith) || lower.startsWith("error") || lower.equals("gaierror");
        }
    }
}
