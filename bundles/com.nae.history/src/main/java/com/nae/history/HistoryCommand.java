package com.nae.history;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.history.History;
import com.nae.api.history.ResourcePoint;
import com.nae.api.process.InstanceId;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code nae history}: what happened when, and how resources were used; as lines, CSV or JSON. */
@Component
public final class HistoryCommand implements Command {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final Gson JSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .serializeNulls()
            .create();

    /** Events of a whole process among which those of one of its instances are looked for. */
    private static final int MOST_OF_OTHERS = 10_000;

    private final History history;

    @Activate
    public HistoryCommand(@Reference History history) {
        this.history = history;
    }

    /** What was asked for. */
    private record Request(String process, String instance, boolean samples, boolean csv, int limit, Instant since) {}

    /**
     * A sample as it is printed; null where it was not known.
     *
     * @param time when the sample, or the span that it stands for, began
     * @param spanS seconds that it stands for; 0 for a single sample
     * @param instance such as {@code trader@live}
     * @param cpuPercent of one core, mean over the span
     * @param cpuMaxPercent highest within the span
     * @param memoryBytes resident memory, mean over the span
     * @param memoryMinBytes lowest within the span
     * @param memoryMaxBytes highest within the span
     * @param files open files
     * @param threads threads
     * @param errorsPerHour errors an hour
     * @param probeSeconds slowest answer to a probe
     */
    private record SampleRow(
            String time,
            long spanS,
            String instance,
            Double cpuPercent,
            Double cpuMaxPercent,
            Long memoryBytes,
            Long memoryMinBytes,
            Long memoryMaxBytes,
            Long files,
            Long threads,
            Double errorsPerHour,
            Double probeSeconds) {}

    /**
     * An event as it is printed.
     *
     * @param time when it happened
     * @param process name of the process; empty where it is about the whole
     * @param instance such as {@code trader@live}; empty where it is about the process
     * @param kind what kind of event it is
     * @param text what happened, in words
     */
    private record EventRow(String time, String process, String instance, String kind, String text) {}

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String usage() {
        return "[PROCESS[@MODE]] [--samples] [--csv] [--since DURATION] [-n N]";
    }

    @Override
    public String summary() {
        return "what happened when, and with --samples how resources were used";
    }

    @Override
    public boolean isReadOnly(List<String> arguments) {
        return true;
    }

    @Override
    public int run(Invocation invocation) {
        Request request = request(invocation.arguments());
        if (!(request.process + request.instance).isEmpty()
                && !history.processes().contains(request.process)) {
            throw CommandException.unknown("nothing is known of a process '" + request.process + "'");
        }
        List<?> rows = request.samples ? samples(request) : events(request);
        if (invocation.json()) {
            invocation.out().println(JSON.toJson(rows));
        } else if (request.csv) {
            new CsvWriter(invocation.out()).write(request.samples ? SampleRow.class : EventRow.class, rows);
        } else {
            rows.forEach(
                    row -> invocation.out().println(row instanceof SampleRow line ? text(line) : text((EventRow) row)));
        }
        if (!history.state().equals("is written")) {
            invocation.err().println("The history " + history.state());
        }
        return DONE;
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty() ? history.processes() : List.of("--samples", "--csv", "--since", "-n");
    }

    private static Request request(List<String> arguments) {
        String who = "";
        boolean samples = false;
        boolean csv = false;
        int limit = 100;
        Instant since = Instant.EPOCH;
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--samples" -> samples = true;
                case "--csv" -> csv = true;
                case "--since" -> since = Instant.now().minus(duration(value(words, word)));
                case "-n" -> limit = number(value(words, word));
                default -> {
                    if (word.startsWith("-") || !who.isEmpty()) {
                        throw CommandException.usage("unexpected '" + word + "'");
                    }
                    who = word;
                }
            }
        }
        if (samples && since.equals(Instant.EPOCH)) {
            since = Instant.now().minus(1, ChronoUnit.DAYS);
        }
        return new Request(who.replaceFirst("[:@].*", ""), who.contains("@") ? who : "", samples, csv, limit, since);
    }

    private static String value(Iterator<String> words, String option) {
        if (!words.hasNext()) {
            throw CommandException.usage(option + " needs a value");
        }
        return words.next();
    }

    private static Duration duration(String text) {
        try {
            return Settings.durationOf("--since", text);
        } catch (SettingsException malformed) {
            throw CommandException.usage(malformed.getMessage());
        }
    }

    private static int number(String text) {
        if (!text.matches("[1-9]\\d{0,7}")) {
            throw CommandException.usage("-n is '" + text + "', expected a whole number from 1 on");
        }
        return Integer.parseInt(text);
    }

    private List<EventRow> events(Request request) {
        int most = request.instance.isEmpty() ? request.limit : Math.max(request.limit, MOST_OF_OTHERS);
        List<EventRow> all = history
                .events(request.process, request.since, Instant.now().plusSeconds(1), most)
                .stream()
                .filter(event -> request.instance.isEmpty()
                        || event.instance().isEmpty()
                        || event.instance().equals(request.instance))
                .map(event -> new EventRow(
                        event.at().toString(),
                        event.process(),
                        event.instance(),
                        event.kind().word(),
                        event.text()))
                .toList();
        return all.subList(Math.max(0, all.size() - request.limit), all.size());
    }

    private List<SampleRow> samples(Request request) {
        if (request.process.isEmpty()) {
            throw CommandException.usage("--samples needs a process");
        }
        List<SampleRow> lines = new ArrayList<>();
        for (InstanceId id : instances(request)) {
            history.samples(id, request.since, Instant.now().plusSeconds(1))
                    .forEach(point -> lines.add(line(id, point)));
        }
        return lines;
    }

    private List<InstanceId> instances(Request request) {
        try {
            return request.instance.isEmpty()
                    ? history.instances(request.process)
                    : List.of(InstanceId.parse(request.instance));
        } catch (IllegalArgumentException malformed) {
            throw CommandException.usage(malformed.getMessage());
        }
    }

    private static SampleRow line(InstanceId id, ResourcePoint p) {
        return new SampleRow(
                p.at().toString(),
                p.span().toSeconds(),
                id.toString(),
                p.cpuPercent().isPresent() ? p.cpuPercent().getAsDouble() : null,
                p.cpuMax().isPresent() ? p.cpuMax().getAsDouble() : null,
                p.memory().isPresent() ? p.memory().getAsLong() : null,
                p.memoryMin().isPresent() ? p.memoryMin().getAsLong() : null,
                p.memoryMax().isPresent() ? p.memoryMax().getAsLong() : null,
                p.files().isPresent() ? p.files().getAsLong() : null,
                p.threads().isPresent() ? p.threads().getAsLong() : null,
                p.errorsPerHour().isPresent() ? p.errorsPerHour().getAsDouble() : null,
                p.probeSeconds().isPresent() ? p.probeSeconds().getAsDouble() : null);
    }

    private static String text(EventRow event) {
        String who = event.instance.isEmpty() ? event.process : event.instance;
        return String.format("%s  %-20s %-8s %s", LOCAL.format(Instant.parse(event.time)), who, event.kind, event.text);
    }

    private static String text(SampleRow line) {
        return String.format(
                "%s  %-20s cpu %s%%  memory %s  files %s  threads %s  errors/h %s",
                LOCAL.format(Instant.parse(line.time)),
                line.instance,
                shown(line.cpuPercent),
                line.memoryBytes == null ? "-" : line.memoryBytes / (1 << 20) + "M",
                shown(line.files),
                shown(line.threads),
                shown(line.errorsPerHour));
    }

    private static String shown(Object value) {
        return value == null ? "-" : value.toString();
    }
}
