package com.nae.rules.reference;

import com.nae.rules.source.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The exit codes of the commands, out of the interface that all commands implement, and of the scripts, out of their
 * first comment.
 */
final class ExitCodesPage implements Page {
    private static final List<Path> SCRIPTS =
            List.of(Path.of("scripts", "start_continuous_nae.sh"), Path.of("scripts", "install-service.sh"));
    private static final Pattern CODES = Pattern.compile("(?m)^#.*\\bExit (\\d [^.]*)\\.");

    @Override
    public Path file() {
        return FOLDER.resolve("exit-codes.md");
    }

    @Override
    public String text(Project project) {
        DeclaredType command = new TypeIndex(project).named("com.nae.api.shell.Command");
        Markdown page = new Markdown("Exit codes", "What scripts may rely on.");
        page.heading(2, "`nae COMMAND`");
        page.table(
                List.of("code", "meaning"),
                command.numbers().stream()
                        .map(code -> List.of(
                                code.value().orElse(""),
                                code.comment().replaceFirst("^Exit code: ", "").replaceFirst("[.]$", "")))
                        .toList());
        for (Path script : SCRIPTS) {
            page.heading(2, Markdown.code(script.toString()));
            page.table(List.of("code", "meaning"), codes(project.text(script)));
        }
        return page.toString();
    }

    private static List<List<String>> codes(String script) {
        Matcher comment = CODES.matcher(script);
        List<List<String>> rows = new ArrayList<>();
        if (comment.find()) {
            for (String code : comment.group(1).split(", ")) {
                rows.add(List.of(code.substring(0, 1), code.substring(2)));
            }
        }
        return rows;
    }
}
