package com.nae.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code nae}: sends its arguments to the runtime of a home and prints the answer. Started by
 * {@code scripts/nae}, which says where in system properties. Written for a fast start: nothing but the JDK, and little
 * of that.
 */
public final class Client {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NOT_RUNNING = 3;
    private static final String TEXT = """
            usage: nae COMMAND [--json] [--home DIR]
              status [PROCESS[@MODE]]            what runs, and how it is
              start|stop|restart PROCESS[@MODE]|all
              logs [-f] [-n N] PROCESS[@MODE]    what it printed
              issues [ID]                        what went wrong
              fixes [ID]                         what was, or could be, done about it
              approve|apply|reject|rollback FIX  decide about a fix
              health                             how everything is, and why
              history [PROCESS]   learning   healers   top
              check [FILE]                       whether configuration files are good
              shell                              all of this interactively, and Gogo
              stop-runtime                       stop all processes and NAE itself
            Exit: 0 done, 1 failed, 2 usage, 3 not running, 4 no such process, issue or fix.
            'nae help' lists what the running NAE knows.
            """;

    private final String home = System.getProperty("nae.home", System.getProperty("user.dir"));
    private final Screen screen = Screen.of(System.getProperty("nae.screen", ""));

    /** The terminal as the script found it: {@code "ROWS COLUMNS"}, or empty where the output is none. */
    record Screen(boolean terminal, int rows, int columns) {
        static Screen of(String size) {
            int blank = size.indexOf(' ');
            try {
                return blank < 0
                        ? new Screen(!size.isEmpty(), 24, 80)
                        : new Screen(
                                true,
                                Integer.parseInt(size.substring(0, blank)),
                                Integer.parseInt(size.substring(blank + 1)));
            } catch (NumberFormatException unknown) {
                return new Screen(true, 24, 80);
            }
        }

        boolean colour() {
            String no = System.getenv("NO_COLOR");
            return terminal && (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        }
    }

    public static void main(String[] words) {
        System.exit(new Client().run(words));
    }

    private int run(String[] words) {
        if (words.length == 0 || words[0].startsWith("-") || words[0].equals("shell") && words.length > 1) {
            boolean asked = words.length > 0 && (words[0].equals("--help") || words[0].equals("-h"));
            (asked ? System.out : System.err).print(TEXT);
            return asked ? 0 : USAGE;
        }
        try {
            return words[0].equals("shell") ? new InteractiveShell(home).run() : ask(words);
        } catch (NotRunningException e) {
            return end(e, NOT_RUNNING);
        } catch (IOException e) {
            return end(e, FAILED);
        }
    }

    private static int end(IOException e, int code) {
        System.err.println("nae: " + e.getMessage());
        return code;
    }

    private int ask(String[] words) throws IOException {
        try (ControlConnection exchange = new ControlConnection(home);
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            KeyForwarder keys = screen.terminal() && words[0].equals("top") ? new KeyForwarder(exchange) : null;
            try {
                boolean last = words[0].equals("stop-runtime");
                long pid = last ? runtime() : -1;
                int code = exchange.run(request(screen).words("args", words), out, System.err);
                if (last && code == 0) {
                    awaitEnd(pid);
                }
                return code;
            } finally {
                if (keys != null) {
                    keys.restore();
                }
            }
        }
    }

    /** A request with what the runtime has to know of this terminal and its user. */
    static ControlRequest request(Screen screen) {
        return new ControlRequest()
                .raw("columns", screen.columns())
                .raw("rows", screen.rows())
                .raw("tty", screen.terminal())
                .raw("colour", screen.colour())
                .text("cwd", System.getProperty("nae.called", System.getProperty("user.dir")))
                .text("user", System.getProperty("user.name"));
    }

    /**
     * Returns when the runtime has removed its pid file, or is dead without having done so. The removal wakes it;
     * whether the runtime is alive it looks up ten times a second.
     */
    private void awaitEnd(long pid) throws IOException {
        Path file = Path.of(home, "logs", "continuous_operation.pid");
        try (WatchService removals = file.getFileSystem().newWatchService()) {
            file.getParent().register(removals, StandardWatchEventKinds.ENTRY_DELETE);
            while (Files.exists(file) && ProcessHandle.of(pid).isPresent()) {
                WatchKey changed = removals.poll(100, TimeUnit.MILLISECONDS);
                if (changed != null) {
                    changed.reset();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long runtime() throws IOException {
        try {
            return Long.parseLong(Files.readString(Path.of(home, "logs", "continuous_operation.pid"))
                    .strip());
        } catch (NoSuchFileException | NumberFormatException unknown) {
            return -1;
        }
    }
}
