package com.nae.issues.format;

import com.nae.api.issue.SourceLocation;
import java.util.List;
import java.util.Optional;

/** The lines that a Java stack trace is made of. */
final class JavaLine {
    private static final List<String> FOREIGN = List.of(
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

    /** A call: {@code at module/package.Class.method(File.java:12)}, perhaps with {@code ~[jar:version]} behind it. */
    static Optional<SourceLocation> frame(String line) {
        String text = line.strip();
        int open = text.indexOf('(');
        int close = open < 0 ? -1 : text.indexOf(')', open);
        if (!text.startsWith("at ") || close < 0 || text.charAt(open - 1) == ' ') {
            return Optional.empty();
        }
        String method = text.substring(text.lastIndexOf('/', open) < 3 ? 3 : text.lastIndexOf('/', open) + 1, open);
        int dot = method.lastIndexOf('.');
        boolean tail =
                close + 1 == text.length() || text.startsWith(" [", close + 1) || text.startsWith(" ~[", close + 1);
        if (dot <= 0 || method.indexOf(' ') >= 0 || !tail) {
            return Optional.empty();
        }
        return Optional.of(place(method, dot, text.substring(open + 1, close)));
    }

    /** The file stands as the compiler's package folders would have it; generated classes have none. */
    private static SourceLocation place(String method, int dot, String site) {
        String type = method.substring(0, dot);
        int colon = site.indexOf(':');
        String file = colon < 0 ? site : site.substring(0, colon);
        int pkg = type.lastIndexOf('.');
        String folder = pkg < 0 ? "" : type.substring(0, pkg).replace('.', '/') + "/";
        boolean named = file.indexOf('.') > 0 && file.indexOf(' ') < 0;
        return new SourceLocation(
                named ? folder + file : "<" + file + ">",
                colon < 0 ? 0 : number(site.substring(colon + 1)),
                type.substring(pkg + 1) + "." + method.substring(dot + 1),
                "");
    }

    private static int number(String digits) {
        return !digits.isEmpty() && digits.length() < 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : 0;
    }

    /** Whether a call is the platform's or a well-known library's: by its package, or its module. */
    static boolean isForeign(String line, SourceLocation place) {
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
        return place.file().startsWith("<") || FOREIGN.stream().anyMatch(call::startsWith);
    }

    /** What follows a class name: {@code package.Type: message}. */
    record ThrownType(String type, String message) {
        static Optional<ThrownType> at(String text) {
            int end = 0;
            while (end < text.length()
                    && (Character.isJavaIdentifierPart(text.charAt(end))
                            || text.charAt(end) == '.'
                            || text.charAt(end) == '/')) {
                end++;
            }
            boolean form = end == text.length()
                    || text.startsWith(": ", end)
                    || text.startsWith(":", end) && end + 1 == text.length();
            String type = text.substring(
                    text.lastIndexOf('/', Math.max(0, end - 1)) + 1,
                    Math.max(end, text.lastIndexOf('/', Math.max(0, end - 1)) + 1));
            String simple = type.substring(type.lastIndexOf('.') + 1);
            boolean named = !simple.isEmpty()
                    && Character.isUpperCase(simple.charAt(0))
                    && (simple.length() < type.length() || throwable(simple));
            String message = end + 2 <= text.length() ? text.substring(end + 2).strip() : "";
            return form && named ? Optional.of(new ThrownType(type, message)) : Optional.empty();
        }

        /** Anywhere in a line: the first that is named like a throwable. */
        static Optional<ThrownType> in(String line) {
            for (int i = 0; i < line.length(); i++) {
                if (Character.isJavaIdentifierStart(line.charAt(i))
                        && (i == 0
                                || !Character.isJavaIdentifierPart(line.charAt(i - 1)) && line.charAt(i - 1) != '.')) {
                    Optional<ThrownType> thrown = at(line.substring(i)).filter(t -> throwable(t.type()));
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

        private static boolean throwable(String type) {
            return type.endsWith("Exception")
                    || type.endsWith("Error")
                    || type.endsWith("Throwable")
                    || type.endsWith("Failure")
                    || type.endsWith("Death");
        }
    }
}
