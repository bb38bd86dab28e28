package com.nae.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The command {@code nae shell}: a command line with history and completion. A command that NAE does not know goes to
 * Gogo.
 */
final class InteractiveShell {
    private static final String[] STRINGS = {};
    private static final long KEY_MILLIS = 100;
    /** Stands for a command that was not interrupted. */
    private static final Closeable ENDED = () -> {};

    private final String home;
    /** The connection of the command that runs; null when it was interrupted. */
    private volatile Closeable running;

    InteractiveShell(String home) {
        this.home = home;
    }

    int run() throws IOException {
        commands();
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            terminal.handle(Terminal.Signal.INT, signal -> interrupt());
            LineReader reader = reader(terminal);
            while (true) {
                try {
                    ParsedLine line = reader.getParser().parse(reader.readLine("nae> "), 0);
                    if (!line.line().isBlank() && !answered(line, terminal)) {
                        return 0;
                    }
                } catch (UserInterruptException e) {
                    terminal.flush();
                } catch (EndOfFileException e) {
                    return 0;
                }
            }
        }
    }

    private LineReader reader(Terminal terminal) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("nae")
                .completer((reader, line, candidates) -> complete(line, candidates))
                .variable(LineReader.HISTORY_FILE, Path.of(home, "data", "shell_history"))
                .variable(LineReader.HISTORY_SIZE, 500)
                .variable(LineReader.HISTORY_FILE_SIZE, 1000)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** Runs a line; false where it leaves the shell. */
    private boolean answered(ParsedLine line, Terminal terminal) {
        List<String> words = new ArrayList<>(line.words());
        words.removeIf(String::isEmpty);
        if (words.get(0).equals("exit") || words.get(0).equals("quit")) {
            return false;
        }
        try {
            boolean ours = words.get(0).equals("help") || commands().contains(words.get(0));
            ControlRequest ask = Client.request(new Client.Screen(true, terminal.getHeight(), terminal.getWidth()));
            exchange(
                    ours ? ask.words("args", words.toArray(STRINGS)) : ask.text("gogo", line.line()),
                    terminal,
                    words.get(0).equals("top"));
        } catch (IOException e) {
            System.err.println(running == null ? "" : "nae: " + e.getMessage());
        }
        return true;
    }

    private void exchange(ControlRequest ask, Terminal terminal, boolean keys) throws IOException {
        Attributes cooked = terminal.getAttributes();
        try (ControlConnection exchange = new ControlConnection(home)) {
            running = exchange;
            if (keys) {
                terminal.enterRawMode();
                new Thread(() -> forward(exchange, terminal), "nae-client-keys").start();
            }
            exchange.run(ask, terminal.output(), terminal.output());
        } finally {
            running = running == null ? null : ENDED;
            terminal.setAttributes(cooked);
            terminal.writer().print(keys ? KeyForwarder.PLAIN_SCREEN : "");
            terminal.flush();
        }
    }

    private void forward(ControlConnection exchange, Terminal terminal) {
        try {
            while (running == exchange) {
                int key = terminal.reader().read(KEY_MILLIS);
                if (key >= 0) {
                    exchange.send(ByteBuffer.wrap(new byte[] {(byte) key}));
                }
            }
        } catch (IOException e) {
            interrupt();
        }
    }

    /** Interrupts the command that runs, not the shell. */
    private void interrupt() {
        Closeable command = running;
        running = null;
        try {
            if (command != null) {
                command.close();
            }
        } catch (IOException e) {
            System.err.println("nae: " + e.getMessage());
        }
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        try {
            List<String> before = new ArrayList<>(line.words().subList(0, line.wordIndex()));
            before.add(line.word().substring(0, line.wordCursor()));
            for (String word : lines(new ControlRequest().words("complete", before.toArray(STRINGS)))) {
                candidates.add(new Candidate(word));
            }
        } catch (IOException e) {
            candidates.clear();
        }
    }

    private List<String> commands() throws IOException {
        return lines(new ControlRequest().words("complete", STRINGS));
    }

    private List<String> lines(ControlRequest ask) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (ControlConnection exchange = new ControlConnection(home)) {
            exchange.run(ask, answer, OutputStream.nullOutputStream());
        }
        return answer.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
