package com.nae.issues.format;

import com.nae.api.issue.SourceLocation;
import java.util.List;
import java.util.Optional;

/** A parser for single lines of Java stack traces. */
final class JavaLine {
    private static final List<String> LIBRARY_PACKAGES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "kotlin.",
            "kotlinx.",
            "scala.",
            "groovy.",
            "clojure.",
            "org.springframework.",
            "org.apache.",
            "org.hibernate.",
            "org.eclipse.",
            "org.jboss.",
            "org.junit.",
            "org.slf4j.",
            "ch.qos.logback.",
            "com.google.common.",
            "com.fasterxml.",
            "io.netty.",
            "io.micrometer.",
            "reactor.",
            "okhttp3.",
            "feign.",
            "com.zaxxer.",
            "org.postgresql.",
            "com.mysql.",
            "redis.clients.",
            "org.mockito.",
            "net.bytebuddy.",
            "akka.",
            "io.vertx.",
            "org.gradle.");

    private JavaLine() {}

    /**
     * Parses a frame, {@code at module/package.Class.method(File.java:12)}, optionally followed by
     * {@code ~[jar:version]}.
     */
    static Optional<SourceLocation> frame(String line) {
        String text = line.strip();
        int open = text.indexOf('(');
        int close = open < 0 ? -1 : text.indexOf(')', open);
        if (!text.startsWith("at ") || close < 0 || text.charAt(open - 1) == ' ') {
            return Optional.empty();
        }
        String method = text.substring(text.lastIndexOf('/', open) < 3 ? 3 : text.lastIndexOf('/', open) + 1, open);
        int dot = method.lastIndexOf('.');
        boolean validEnd =
                close + 1 == text.length() || text.startsWith(" [", close + 1) || text.startsWith(" ~[", close + 1);
        if (dot <= 0 || method.indexOf(' ') >= 0 || !validEnd) {
            return Optional.empty();
        }
        return Optional.of(place(method, dot, text.substring(open + 1, close)));
    }

    /** Returns the location with the path that the package gives the file. Generated classes have no file. */
    private static SourceLocation place(String method, int dot, String site) {
        String type = method.substring(0, dot);
        int colon = site.indexOf(':');
        String file = colon < 0 ? site : site.substring(0, colon);
        int pkg = type.lastIndexOf('.');
        String folder = pkg < 0 ? "" : type.substring(0, pkg).replace('.', '/') + "/";
        boolean isFile = file.indexOf('.') > 0 && file.indexOf(' ') < 0;
        return new SourceLocation(
                isFile ? folder + file : "<" + file + ">",
                colon < 0 ? 0 : number(site.substring(colon + 1)),
                type.substring(pkg + 1) + "." + method.substring(dot + 1),
                "");
    }

    private static int number(String digits) {
        return !digits.isEmpty() && digits.length() < 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : 0;
    }

    /** Returns whether a call belongs to the platform or a well-known library, judged by its package or module. */
    static boolean isLibraryCode(String line, SourceLocation place) {
        String text = line.strip().substring(3);
        int slash = text.indexOf('/');
        if (slash > 0 && slash < text.indexOf('(')) {
            String module = text.substring(0, slash);
            if (module.startsWith("java.") || module.startsWith("jdk.")) {
                return true;
            }
            text = text.substring(text.lastIndexOf('/', text.indexOf('(')) + 1);
        }
        String call = text;
        return place.file().startsWith("<") || LIBRARY_PACKAGES.stream().anyMatch(call::startsWith);
    }

    /** An exception as a trace names it: {@code package.Type: message}. */
    record ThrownType(String type, String message) {
        /**
         * Parses the type and message at the beginning of a text. A type without a package must end like the name of a
         * throwable.
         */
        static Optional<ThrownType> at(String text) {
            int end = 0;
            while (end < text.length()
                    && (Character.isJavaIdentifierPart(text.charAt(end))
                            || text.charAt(end) == '.'
                            || text.charAt(end) == '/')) {
                end++;
            }
            boolean matches = end == text.length()
                    || text.startsWith(": ", end)
                    || text.startsWith(":", end) && end + 1 == text.length();
            String type = text.substring(
                    text.lastIndexOf('/', Math.max(0, end - 1)) + 1,
                    Math.max(end, text.lastIndexOf('/', Math.max(0, end - 1)) + 1));
            String simple = type.substring(type.lastIndexOf('.') + 1);
            boolean isType = !simple.isEmpty()
                    && Character.isUpperCase(simple.charAt(0))
                    && (simple.length() < type.length() || isThrowableName(simple));
            String message = end + 2 <= text.length() ? text.substring(end + 2).strip() : "";
            return matches && isType ? Optional.of(new ThrownType(type, message)) : Optional.empty();
        }

        /** Finds the first type in a line whose name ends like that of a throwable. */
        static Optional<ThrownType> in(String line) {
            for (int i = 0; i < line.length(); i++) {
                if (Character.isJavaIdentifierStart(line.charAt(i))
                        && (i == 0
                                || !Character.isJavaIdentifierPart(line.charAt(i - 1)) && line.charAt(i - 1) != '.')) {
                    Optional<ThrownType> thrown = at(line.substring(i)).filter(t -> isThrowableName(t.type()));
                    if (thrown.isPresent()) {
                        return thrown;
                    }
                    while (i + 1 < line.length() && Character.isJavaIdentifierPart(line.charAt(i + 1))) {
                        i++;
                    }
                }
            }
            return Optional.empty();
        }

        private static boolean isThrowableName(String type) {
            return type.endsWith("Exception")
                    || type.endsWith("Error")
                    || type.endsWith("Throwable")
                    || type.endsWith("Failure")
                    || type.endsWith("Death");
        }
    }
}
