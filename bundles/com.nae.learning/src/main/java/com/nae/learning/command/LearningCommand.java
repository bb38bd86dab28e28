package com.nae.learning.command;

import com.nae.api.learning.LearningEngine;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae learning}: shows what was learned, and exports, imports and deletes track records. */
@Component
public final class LearningCommand implements Command {
    private static final List<String> PARTS =
            List.of("causes", "forecasts", "anomalies", "restarts", "enhancements", "records");
    /** A larger file is not an export. */
    private static final long MAX_IMPORT_BYTES = 64L << 20;

    private final LearningEngine engine;

    @Activate
    public LearningCommand(@Reference LearningEngine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return "learning";
    }

    @Override
    public String usage() {
        return "[" + String.join("|", PARTS) + " | export [FILE] | import FILE | forget PROCESS|ISSUE|PATTERN|all]";
    }

    @Override
    public String summary() {
        return "show what was learned and what was done with it";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty()
                ? Stream.concat(PARTS.stream(), Stream.of("export", "import", "forget"))
                        .toList()
                : List.of();
    }

    @Override
    public boolean isReadOnly(List<String> arguments) {
        return arguments.isEmpty() || PARTS.contains(arguments.get(0));
    }

    @Override
    public int run(Invocation in) {
        List<String> words = in.arguments();
        String what = words.isEmpty() ? "" : words.get(0);
        switch (what) {
            case "export" -> export(in);
            case "import" -> take(in, only(words, "a file to import"));
            case "forget" -> forget(in, only(words, "what to forget: a process, an issue, a pattern or all"));
            default -> show(in, what);
        }
        return DONE;
    }

    private void show(Invocation in, String part) {
        if (in.arguments().size() > 1 || !part.isEmpty() && !PARTS.contains(part)) {
            throw CommandException.usage("'" + String.join(" ", in.arguments()) + "' is not a part of learning");
        }
        LearningView view = LearningView.of(engine);
        if (in.json()) {
            in.out().println(view.json(part));
        } else {
            new LearningPrinter(view, in.out(), in.screen().columns()).print(part);
        }
    }

    private void export(Invocation in) {
        if (in.arguments().size() > 2) {
            throw CommandException.usage("export takes one file");
        }
        String json = engine.exportRecords();
        if (in.arguments().size() < 2) {
            in.out().println(json);
            return;
        }
        Path file = file(in, in.arguments().get(1));
        try {
            Files.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be written: " + e.getMessage());
        }
        in.out().println(records(engine.records().size()) + " written to " + file);
    }

    private void take(Invocation in, String name) {
        Path file = file(in, name);
        try {
            if (Files.size(file) > MAX_IMPORT_BYTES) {
                throw CommandException.failed(file + " is too large for an export");
            }
            int imported = engine.importRecords(Files.readString(file));
            in.out()
                    .println(
                            records(imported) + " imported; the others rest on no more tries than those that are here");
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandException.failed(file + ": " + LearningPrinter.clean(String.valueOf(e.getMessage())));
        }
    }

    private void forget(Invocation in, String what) {
        int deleted = engine.forget(what);
        if (deleted == 0) {
            throw CommandException.unknown("no records of '" + what + "'");
        }
        in.out().println(records(deleted) + " deleted");
    }

    private static String records(int count) {
        return count + (count == 1 ? " record" : " records");
    }

    private static Path file(Invocation in, String name) {
        return in.caller().directory().resolve(name).normalize();
    }

    private static String only(List<String> words, String expected) {
        if (words.size() != 2) {
            throw CommandException.usage("expected " + expected);
        }
        return words.get(1);
    }
}
