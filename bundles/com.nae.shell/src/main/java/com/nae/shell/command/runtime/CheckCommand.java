package com.nae.shell.command.runtime;

import com.nae.api.config.ConfigurationFiles;
import com.nae.api.config.Refusal;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.JsonOutput;
import com.nae.shell.text.TerminalSanitizer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae check}: checks configuration files without applying them. */
@Component
public final class CheckCommand implements Command {
    private final ConfigurationFiles files;

    @Activate
    public CheckCommand(@Reference ConfigurationFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String usage() {
        return "[FILE]";
    }

    @Override
    public String summary() {
        return "check configuration files, apply nothing";
    }

    @Override
    public int run(Invocation in) {
        Optional<Path> file = CommandArguments.atMostOne(in).map(word -> file(in, word));
        List<Refusal> refusals = file.map(files::check).orElseGet(files::checkAll);
        if (in.json()) {
            JsonOutput.print(in.out(), refusals);
        } else if (refusals.isEmpty()) {
            in.out().println(file.map(f -> f.getFileName() + " is valid").orElse("All files in config/ are valid"));
        } else {
            refusals.forEach(refusal -> in.out().println(TerminalSanitizer.line(refusal.toString())));
        }
        if (!in.json()) {
            List<String> notes = file.map(files::notes).orElseGet(files::allNotes);
            notes.forEach(note -> in.out().println(TerminalSanitizer.line("note: " + note)));
        }
        return refusals.isEmpty() ? DONE : FAILED;
    }

    /** The file that an argument names, relative to the directory of the caller. */
    private static Path file(Invocation in, String word) {
        try {
            Path file = in.caller().directory().resolve(word);
            if (!Files.exists(file)) {
                throw CommandException.failed("there is no file " + word);
            }
            return file;
        } catch (InvalidPathException e) {
            throw CommandException.failed("'" + TerminalSanitizer.line(word) + "' is not a path");
        }
    }
}
