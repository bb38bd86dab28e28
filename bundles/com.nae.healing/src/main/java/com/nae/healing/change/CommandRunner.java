package com.nae.healing.change;

import com.nae.api.healing.Change;
import com.nae.base.thread.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The runner of the commands that a fix may contain. Two kinds are allowed. One is {@code -m pip install} of what the
 * project declares, with the program's own interpreter, into a virtual environment. The other is a command line that
 * the configuration lists word by word.
 */
public final class CommandRunner {
    /** The most characters of output that are kept. */
    private static final int OUTPUT = 4 << 10;

    private static final Set<String> OPTIONS =
            Set.of("-q", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes");
    private static final Pattern REQUIREMENTS =
            Pattern.compile("(.*/)?([\\w.-]*requirements[\\w.-]*|requirements/[\\w.-]+)\\.txt");
    private static final Pattern QUOTED = Pattern.compile("[\"']([^\"'\\n]+)[\"']");

    private final Supplier<CommandPermissions> permissions;

    public CommandRunner(Supplier<CommandPermissions> permissions) {
        this.permissions = permissions;
    }

    /** Checks that a command is allowed, without running it. */
    void check(Change.RunCommand command, SourceFiles sources) throws RefusedException {
        List<String> argv = command.argv();
        if (argv.isEmpty() || argv.stream().anyMatch(word -> word.indexOf(0) >= 0)) {
            throw new RefusedException("an empty command");
        }
        if (permissions.get().commands().contains(String.join(" ", argv))) {
            return;
        }
        boolean pip = argv.size() > 4
                && argv.get(0).equals(sources.definition().command().get(0))
                && argv.subList(1, 4).equals(List.of("-m", "pip", "install"));
        if (!pip || !permissions.get().install()) {
            throw new RefusedException(
                    "the command '" + String.join(" ", argv) + "' is not on the list of allowed ones");
        }
        if (!ownEnvironment(program(argv.get(0), sources))) {
            throw new RefusedException(
                    "the interpreter of " + sources.instance() + " has no environment of its own to install into");
        }
        declared(argv.subList(4, argv.size()), sources);
    }

    /** Whether the interpreter belongs to a virtual environment, so that nothing is installed for other programs. */
    private static boolean ownEnvironment(Path interpreter) {
        Path bin = interpreter.getParent();
        return bin != null
                && bin.getParent() != null
                && Files.exists(bin.getParent().resolve("pyvenv.cfg"));
    }

    /** Checks the arguments of {@code pip install}: known options, and packages that the project declares. */
    private static void declared(List<String> words, SourceFiles sources) throws RefusedException {
        Set<String> requirements = requirements(sources);
        boolean some = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-r") && i + 1 < words.size()) {
                String file = words.get(++i);
                if (!REQUIREMENTS.matcher(file).matches() || sources.file(file).isEmpty()) {
                    throw new RefusedException(file + " is no requirements file of the project");
                }
                some = true;
            } else if (!OPTIONS.contains(word)) {
                if (word.startsWith("-") || !requirements.contains(plain(word))) {
                    throw new RefusedException("'" + word + "' is not declared by the project");
                }
                some = true;
            }
        }
        if (!some) {
            throw new RefusedException("nothing to install");
        }
    }

    /** The requirements that requirements files and {@code pyproject.toml} declare, without blanks. */
    private static Set<String> requirements(SourceFiles sources) {
        Set<String> found = new HashSet<>();
        for (String file : sources.files()) {
            String text = file.endsWith("pyproject.toml")
                            || REQUIREMENTS.matcher(file).matches()
                    ? new String(sources.read(file).orElse(new byte[0]), StandardCharsets.UTF_8)
                    : "";
            if (file.endsWith(".txt")) {
                text.lines()
                        .map(line -> plain(line.replaceAll("(^|\\s)#.*", "")))
                        .filter(line -> !line.isEmpty())
                        .forEach(found::add);
            } else {
                QUOTED.matcher(text).results().map(m -> plain(m.group(1))).forEach(found::add);
            }
        }
        return found;
    }

    private static String plain(String requirement) {
        return requirement.replaceAll("\\s+", "");
    }

    /** Runs a command and returns the end of its output. @throws RefusedException if it fails or takes too long */
    String run(Change.RunCommand command, SourceFiles sources) throws RefusedException, IOException {
        return run(
                command.argv(),
                command.timeout().compareTo(permissions.get().longest()) < 0
                        ? command.timeout()
                        : permissions.get().longest(),
                sources);
    }

    /** Runs the {@code verify} command of the definition and returns the end of its output. */
    String verify(SourceFiles sources) throws RefusedException, IOException {
        return run(sources.definition().healing().verify(), permissions.get().longest(), sources);
    }

    private String run(List<String> argv, Duration timeout, SourceFiles sources) throws RefusedException, IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(argv))
                .directory(sources.root().toFile())
                .redirectErrorStream(true);
        builder.command().set(0, program(argv.get(0), sources).toString());
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(sources.variables());
        Process process = builder.start();
        Tail tail = new Tail(process.getInputStream());
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RefusedException(
                        "'" + String.join(" ", argv) + "' did not end within " + timeout.toMillis() / 1000.0 + " s");
            }
            if (process.exitValue() != 0) {
                throw new RefusedException("'" + String.join(" ", argv) + "' ended with exit code "
                        + process.exitValue() + ": " + tail.text());
            }
            return tail.text();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("'" + String.join(" ", argv) + "' was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The executable that a word names, looked up on the PATH of the instance, not of the runtime. */
    private static Path program(String word, SourceFiles sources) throws RefusedException {
        if (word.contains("/")) {
            return sources.root().resolve(word);
        }
        return Arrays.stream(sources.variables().getOrDefault("PATH", "").split(":"))
                .filter(p -> !p.isEmpty())
                .map(p -> sources.root().resolve(p).resolve(word))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new RefusedException(word + " is not on the PATH"));
    }

    /** The reader of the output of a command. It keeps the end, and reads on so that the command never blocks. */
    private static final class Tail {
        private final Thread reader;
        private final StringBuilder kept = new StringBuilder();

        Tail(InputStream in) {
            reader = DaemonThreads.named("nae-healing-output").newThread(() -> read(in));
            reader.start();
        }

        private void read(InputStream in) {
            byte[] buffer = new byte[4096];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    add(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            } catch (IOException closed) {
                add("\n(output cut off)");
            }
        }

        private synchronized void add(String text) {
            kept.append(text);
            kept.delete(0, Math.max(0, kept.length() - OUTPUT));
        }

        String text() throws InterruptedException {
            reader.join(500); // a grandchild may hold the pipe open after the command has ended
            synchronized (this) {
                return kept.toString().strip().replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
            }
        }
    }
}
