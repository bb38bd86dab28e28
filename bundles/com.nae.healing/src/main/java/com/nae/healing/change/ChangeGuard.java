package com.nae.healing.change;

import com.nae.api.healing.Change;
import com.nae.healing.record.SecretMasker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The rules that refuse a change before it is made, whichever healer proposed it. */
public final class ChangeGuard {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    /** Variables that decide which code a program loads, where its traffic goes, or how a shell starts. */
    private static final Pattern LOADER = Pattern.compile(
            "(LD|DYLD|NAE|GCONV|GIO|MALLOC)_.*|PATH|HOME|SHELL|IFS|ENV|BASH_ENV"
                    + "|PYTHON(STARTUP|HOME|BREAKPOINT|EXECUTABLE)|NODE_OPTIONS|PERL5.*|RUBY.*"
                    + "|(JAVA_TOOL|JDK_JAVA|_JAVA)_OPTIONS|PIP_.*|GIT_.*|NOTIFY_SOCKET|.*_PROXY",
            Pattern.CASE_INSENSITIVE);
    /** A comment with this text protects its own line and the line below it. */
    private static final String REQUIRED = "nae: required";

    private final Supplier<CommandPermissions> permissions;
    private final CommandRunner commands;

    public ChangeGuard(Supplier<CommandPermissions> permissions, CommandRunner commands) {
        this.permissions = permissions;
        this.commands = commands;
    }

    /**
     * Checks one change without making it. Changes that only wait, restart or suggest always pass.
     *
     * @throws RefusedException with the reason, in words for an operator
     */
    public void check(Change change, SourceFiles sources) throws RefusedException, IOException {
        if (change instanceof Change.EditFile edit) {
            edit(edit, sources);
        } else if (change instanceof Change.SetEnvironment variables) {
            for (Map.Entry<String, String> variable : variables.variables().entrySet()) {
                variable(variable.getKey(), variable.getValue(), sources);
            }
        } else if (change instanceof Change.RunCommand command) {
            commands.check(command, sources);
        }
    }

    private void edit(Change.EditFile edit, SourceFiles sources) throws RefusedException, IOException {
        Path file = sources.file(edit.path())
                .orElseThrow(() -> new RefusedException(edit.path() + " is not below the declared sources"));
        Path relative = sources.root().relativize(file);
        if (permissions.get().forbidden().stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .anyMatch(f -> f.matches(relative) || f.matches(Path.of(edit.path())))) {
            throw new RefusedException(edit.path() + " must not be edited");
        }
        if (Files.size(file) > SourceFiles.LARGEST) {
            throw new RefusedException(edit.path() + " is too large");
        }
        byte[] before = Files.readAllBytes(file);
        byte[] after = ByteEdits.apply(before, edit.edits());
        int changed = UnifiedDiff.changedLines(before, after);
        if (changed == 0 || changed > permissions.get().mostLines()) {
            throw new RefusedException("the edit of " + edit.path() + " changes " + changed + " lines, 1 to "
                    + permissions.get().mostLines() + " are allowed");
        }
        required(edit.path(), before, after);
    }

    /** Refuses an edit that changes a protected line. */
    private static void required(String path, byte[] before, byte[] after) throws RefusedException {
        List<String> lines = UnifiedDiff.lines(before);
        for (int[] hunk : UnifiedDiff.hunks(before, after)) {
            for (int line = hunk[0]; line < hunk[1]; line++) {
                if (lines.get(line).contains(REQUIRED)
                        || line > 0 && lines.get(line - 1).strip().matches("(#|//)\\s*" + REQUIRED + ".*")) {
                    throw new RefusedException("line " + (line + 1) + " of " + path + " is marked '" + REQUIRED + "'");
                }
            }
        }
    }

    private static void variable(String name, String value, SourceFiles sources) throws RefusedException {
        if (!VARIABLE.matcher(name).matches() || LOADER.matcher(name).matches()) {
            throw new RefusedException("the variable " + name + " must not be set");
        }
        if (SecretMasker.named(name)) {
            throw new RefusedException("the variable " + name + " is named like a secret");
        }
        if (value.length() > 4096 || value.chars().anyMatch(c -> c < ' ')) {
            throw new RefusedException("the value of " + name + " is no plain text");
        }
        // Code from outside the declared sources must not run under the name of the program.
        if (name.equals("PYTHONPATH")) {
            for (String entry : value.split(":")) {
                if (!sources.root()
                        .resolve(new String(entry.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .normalize()
                        .startsWith(sources.root())) {
                    throw new RefusedException("PYTHONPATH would lead out of the sources");
                }
            }
        }
    }
}
