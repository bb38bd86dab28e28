package com.nae.healer.patterns;

import com.nae.api.config.SettingsException;
import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The command {@code nae try-pattern}. It prints what a pattern would match in a log and what it would do, without
 * putting it in force. Lines are folded in the same way as by detection.
 */
@Component
public final class TryPatternCommand implements Command {
    /** The largest log, in bytes. */
    private static final long LARGEST = 64L << 20;

    private final IssueTracker tracker;

    @Activate
    public TryPatternCommand(@Reference IssueTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public String name() {
        return "try-pattern";
    }

    @Override
    public String usage() {
        return "com.nae.healer.patterns-NAME.cfg LOG";
    }

    @Override
    public String summary() {
        return "what a fix pattern would match in a log, and do";
    }

    @Override
    public int run(Invocation in) {
        if (in.arguments().size() != 2) {
            throw CommandException.usage("a pattern's file and a log are needed");
        }
        FixPattern pattern = pattern(in);
        List<Issue> issues = tracker.examine("log", log(in));
        List<Issue> matched =
                issues.stream().filter(i -> pattern.fix(i).isPresent()).toList();
        if (in.json()) {
            in.out().println(PatternTrial.of(pattern, issues.size(), matched).json());
        } else {
            matched.forEach(i -> in.out().print(report(i, pattern.fix(i))));
            in.out().printf("%d of %d issues in the log match%n", matched.size(), issues.size());
        }
        return DONE;
    }

    private static FixPattern pattern(Invocation in) {
        try {
            return PatternFile.read(
                    in.caller().directory().resolve(in.arguments().get(0)));
        } catch (SettingsException e) {
            throw CommandException.failed(
                    in.arguments().get(0) + ": " + e.getMessage().strip());
        } catch (IOException e) {
            throw CommandException.failed("there is no file " + in.arguments().get(0));
        }
    }

    private static byte[] log(Invocation in) {
        Path log = in.caller().directory().resolve(in.arguments().get(1));
        try {
            if (Files.size(log) > LARGEST) {
                throw CommandException.failed(log + " is larger than 64 MB");
            }
            return Files.readAllBytes(log);
        } catch (IOException e) {
            throw CommandException.failed("there is no log " + in.arguments().get(1));
        }
    }

    private static String report(Issue issue, Optional<Fix> fix) {
        String changes = fix.stream()
                .flatMap(f -> f.changes().stream())
                .map(c -> "    would " + describe(c) + "\n")
                .collect(Collectors.joining());
        return clean(issue.count() + " x " + issue.type() + ": " + issue.message()) + "\n    "
                + clean(fix.map(Fix::reason).orElse("")) + "\n" + changes;
    }

    /** A change in words for the operator. */
    static String describe(Change change) {
        if (change instanceof Change.SetEnvironment set) {
            return "set " + set.variables();
        } else if (change instanceof Change.RunCommand run) {
            return "run " + run.argv() + " for at most " + run.timeout().toSeconds() + " s, if the policy allows it";
        } else if (change instanceof Change.AwaitEndpoint endpoint) {
            return "wait for " + endpoint.host() + ":" + endpoint.port();
        } else if (change instanceof Change.Restart restart) {
            return "start it again after " + restart.after().toMillis() / 1000.0 + " s";
        } else if (change instanceof Change.Suggest suggest) {
            return "suggest: " + clean(suggest.remedy());
        }
        return change.toString();
    }

    /** Replaces control characters, which could drive the terminal of the operator. */
    static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
