package com.nae.history;

import com.google.gson.Gson;
import com.nae.api.history.History;
import com.nae.api.history.HistoryEvent;
import com.nae.api.history.ResourcePoint;
import com.nae.api.process.InstanceId;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.base.json.JsonFormats;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae history}: prints events and resource samples as lines, CSV or JSON. */
@Component
public final class HistoryCommand implements Command {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final Gson JSON = JsonFormats.snakeCase().serializeNulls().create();

    /**
     * The most events of a process that are searched for those of one instance, because events are stored by process.
     */
    private static final int MAX_SEARCHED = 10_000;

    private final History history;

    @Activate
    public HistoryCommand(@Reference History history) {
        this.history = history;
    }

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
        HistoryRequest request = HistoryRequest.parse(invocation.arguments());
        boolean any = request.process().isEmpty() && request.instance().isEmpty();
        if (!any && !history.processes().contains(request.process())) {
            throw CommandException.unknown("there is no history of a process '" + request.process() + "'");
        }
        List<?> rows = request.samples() ? samples(request) : events(request);
        if (invocation.json()) {
            invocation.out().println(JSON.toJson(rows));
        } else if (request.csv()) {
            new CsvWriter(invocation.out()).write(request.samples() ? SampleRow.class : EventRow.class, rows);
        } else {
            rows.forEach(row ->
                    invocation.out().println(row instanceof SampleRow sample ? text(sample) : text((EventRow) row)));
        }
        if (!history.state().whole()) {
            invocation.err().println("The history " + history.state().text());
        }
        return DONE;
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty() ? history.processes() : List.of("--samples", "--csv", "--since", "-n");
    }

    /** The latest events, in ascending order. Events of the process as a whole belong to each of its instances. */
    private List<EventRow> events(HistoryRequest request) {
        String instance = request.instance();
        int searched = instance.isEmpty() ? request.limit() : Math.max(request.limit(), MAX_SEARCHED);
        List<EventRow> all =
                history.events(request.process(), request.since(), Instant.now().plusSeconds(1), searched).stream()
                        .filter(event -> instance.isEmpty()
                                || event.instance().isEmpty()
                                || event.instance().equals(instance))
                        .map(HistoryCommand::row)
                        .toList();
        return all.subList(Math.max(0, all.size() - request.limit()), all.size());
    }

    private static EventRow row(HistoryEvent event) {
        return new EventRow(
                event.at().toString(),
                event.process(),
                event.instance(),
                event.kind().word(),
                event.text());
    }

    private List<SampleRow> samples(HistoryRequest request) {
        if (request.process().isEmpty()) {
            throw CommandException.usage("--samples needs a process");
        }
        List<SampleRow> rows = new ArrayList<>();
        for (InstanceId id : instances(request)) {
            history.samples(id, request.since(), Instant.now().plusSeconds(1))
                    .forEach(point -> rows.add(row(id, point)));
        }
        return rows;
    }

    private List<InstanceId> instances(HistoryRequest request) {
        try {
            return request.instance().isEmpty()
                    ? history.instances(request.process())
                    : List.of(InstanceId.parse(request.instance()));
        } catch (IllegalArgumentException malformed) {
            throw CommandException.usage(malformed.getMessage());
        }
    }

    private static SampleRow row(InstanceId id, ResourcePoint p) {
        return new SampleRow(
                p.at().toString(),
                p.span().toSeconds(),
                id.toString(),
                orNull(p.cpuPercent()),
                orNull(p.cpuMax()),
                orNull(p.memory()),
                orNull(p.memoryMin()),
                orNull(p.memoryMax()),
                orNull(p.files()),
                orNull(p.threads()),
                orNull(p.errorsPerHour()),
                orNull(p.probeSeconds()));
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static String text(EventRow event) {
        String who = event.instance.isEmpty() ? event.process : event.instance;
        return String.format("%s  %-20s %-8s %s", LOCAL.format(Instant.parse(event.time)), who, event.kind, event.text);
    }

    private static String text(SampleRow row) {
        return String.format(
                "%s  %-20s cpu %s%%  memory %s  files %s  threads %s  errors/h %s",
                LOCAL.format(Instant.parse(row.time)),
                row.instance,
                shown(row.cpuPercent),
                row.memoryBytes == null ? "-" : row.memoryBytes / (1 << 20) + "M",
                shown(row.files),
                shown(row.threads),
                shown(row.errorsPerHour));
    }

    private static String shown(Object value) {
        return value == null ? "-" : value.toString();
    }
}
