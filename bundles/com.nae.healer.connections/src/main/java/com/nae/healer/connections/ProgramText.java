package com.nae.healer.connections;

import com.nae.api.healing.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text with which a program comes: the arguments of its command, its variables, its sources and its configuration
 * files. Comment lines, logs and data are left out, because others may write them. Reading is bounded.
 */
final class ProgramText {
    private static final int MOST_FILES = 400;
    private static final int LARGEST_FILE = 512 << 10;
    private static final int MOST_CHARACTERS = 8 << 20;

    private static final Pattern SOURCE =
            Pattern.compile("(?i).*\\.(py|pyi|js|mjs|cjs|ts|java|kt|kts|go|rb|rs|php|pl|sh|c|cc|cpp|h|cs|"
                    + "scala|ex|exs|cfg|conf|ini|toml|ya?ml|properties)|(.*/)?(Procfile|Dockerfile)");
    /** Formats that hold data as often as configuration: only a file that is named like configuration counts. */
    private static final Pattern CONFIGURATION = Pattern.compile("(?i)(.*/)?([^/]*"
            + "(conf|setting|option|param|propert|environment|application|endpoint|service|server|"
            + "connection)[^/]*|package)\\.(json|xml|env|txt)|(.*/)?(conf|config|settings)/[^/]*\\.(json|xml|env)");
    /** Folders into which programs write. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?i)(.*/)?(logs?|data|tmp|temp|cache|spool|var|uploads?|out|output|inbox|outbox)/.*");

    private static final Pattern COMMENT = Pattern.compile("\\s*(#|//|;|--|\\*).*");

    private final String text;

    private ProgramText(String text) {
        this.text = text;
    }

    static ProgramText of(Workspace workspace) {
        List<String> parts = new ArrayList<>();
        parts.add(String.join("\n", workspace.definition().command()));
        parts.add(workspace.environmentNames().stream()
                .sorted()
                .flatMap(name -> workspace.environment(name).map(value -> name + "=" + value).stream())
                .collect(Collectors.joining("\n")));
        int left = MOST_CHARACTERS;
        List<String> files = workspace.files().stream()
                .filter(ProgramText::isOwn)
                .limit(MOST_FILES)
                .toList();
        for (String file : files) {
            String part = workspace
                    .read(file)
                    .filter(bytes -> bytes.length <= LARGEST_FILE)
                    .map(bytes -> withoutComments(new String(bytes, StandardCharsets.ISO_8859_1)))
                    .orElse("");
            if (part.length() <= left) {
                left -= part.length();
                parts.add(part);
            }
        }
        return new ProgramText(String.join("\n\n", parts));
    }

    private static boolean isOwn(String file) {
        return !WRITTEN.matcher(file).matches()
                && (SOURCE.matcher(file).matches()
                        || CONFIGURATION.matcher(file).matches());
    }

    private static String withoutComments(String text) {
        return text.lines().filter(line -> !COMMENT.matcher(line).matches()).collect(Collectors.joining("\n"));
    }

    /** The whole text, with one kind of quotes. */
    String quotedAlike() {
        return text.replace('"', '\'');
    }

    boolean contains(Pattern pattern) {
        return pattern.matcher(text).find();
    }
}
