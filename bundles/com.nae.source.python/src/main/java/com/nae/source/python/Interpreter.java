package com.nae.source.python;

import com.nae.api.healing.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Python that runs an instance's command, as the definition names it.
 *
 * @param executable an absolute path
 * @param environment the few variables that decide which Python that is and where its packages are
 * @param arguments what follows the interpreter in the command
 */
record Interpreter(Path executable, Map<String, String> environment, List<String> arguments) {
    private static final Pattern PYTHON = Pattern.compile("(python|pypy)[0-9.]*");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");
    private static final Set<String> RUNNERS = Set.of("uv", "poetry", "pipenv", "pdm", "hatch");
    private static final List<String> KEPT =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYENV_ROOT", "PYENV_VERSION", "VIRTUAL_ENV");

    /** The interpreter of a workspace's command; empty where the command is of another language or is not found. */
    static Optional<Interpreter> of(Workspace workspace) {
        List<String> command = workspace.definition().command();
        int at = first(command);
        if (at >= command.size()) {
            return Optional.empty();
        }
        List<String> rest = command.subList(at + 1, command.size());
        if (name(command.get(at)).equals("env")) {
            return Optional.empty();
        }
        if (RUNNERS.contains(name(command.get(at)))
                && !rest.isEmpty()
                && rest.get(0).equals("run")) {
            Path own = workspace.definition().directory().resolve(".venv/bin/python");
            return Files.isExecutable(own) ? Optional.of(found(workspace, own, afterRunner(rest))) : Optional.empty();
        }
        Optional<Path> program = find(workspace, command.get(at));
        if (PYTHON.matcher(name(command.get(at))).matches()) {
            return program.map(p -> found(workspace, p, rest));
        }
        return program.flatMap(p -> shebang(workspace, p))
                .map(p -> found(workspace, p, command.subList(at, command.size())));
    }

    /** Behind {@code env} and its assignments. */
    private static int first(List<String> command) {
        int at = 0;
        if (!command.isEmpty() && name(command.get(0)).equals("env")) {
            at++;
            while (at < command.size() && ASSIGNMENT.matcher(command.get(at)).matches()) {
                at++;
            }
        }
        return at;
    }

    private static List<String> afterRunner(List<String> rest) {
        List<String> words = rest.subList(1, rest.size());
        return !words.isEmpty() && PYTHON.matcher(name(words.get(0))).matches()
                ? words.subList(1, words.size())
                : words;
    }

    private static Interpreter found(Workspace workspace, Path executable, List<String> arguments) {
        Map<String, String> environment = new TreeMap<>();
        KEPT.forEach(name -> variable(workspace, name).ifPresent(value -> environment.put(name, value)));
        if (executable.getParent() != null && executable.getParent().endsWith("shims")) {
            versionFolder(workspace.definition().directory())
                    .ifPresent(folder -> environment.put("PYENV_DIR", folder.toString()));
        }
        return new Interpreter(executable, environment, List.copyOf(arguments));
    }

    /** The nearest folder whose {@code .python-version} tells pyenv's stand-ins which Python they stand for. */
    private static Optional<Path> versionFolder(Path directory) {
        return Stream.iterate(directory.toAbsolutePath().normalize(), Objects::nonNull, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve(".python-version")))
                .findFirst();
    }

    private static Optional<String> variable(Workspace workspace, String name) {
        return workspace.environment(name).or(() -> Optional.ofNullable(System.getenv(name)));
    }

    private static Optional<Path> find(Workspace workspace, String word) {
        Path directory = workspace.definition().directory();
        if (word.contains("/")) {
            return Optional.of(directory.resolve(word)).filter(Files::isExecutable);
        }
        return Stream.of(variable(workspace, "PATH").orElse("/usr/bin:/bin").split(":"))
                .filter(f -> !f.isEmpty())
                .map(f -> directory.resolve(f).resolve(word))
                .filter(p -> Files.isRegularFile(p) && Files.isExecutable(p))
                .findFirst();
    }

    /** The Python of a script's first line. */
    private static Optional<Path> shebang(Workspace workspace, Path script) {
        try (var in = Files.newInputStream(script)) {
            String line = new String(in.readNBytes(256), StandardCharsets.UTF_8).split("\\R", 2)[0];
            String[] words = line.startsWith("#!") ? line.substring(2).strip().split("\\s+") : new String[0];
            boolean env = words.length > 1 && name(words[0]).equals("env");
            int first = env ? 1 : 0;
            String word = words.length == 0 ? "" : words[first];
            return PYTHON.matcher(name(word)).matches() ? find(workspace, word) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String name(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }
}
