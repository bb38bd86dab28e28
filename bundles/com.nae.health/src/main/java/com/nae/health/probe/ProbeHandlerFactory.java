package com.nae.health.probe;

import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessStatus;
import com.nae.base.text.ShellWords;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Creates the handler of a probe from its definition. For an invalid target the handler reports what is wrong with it.
 */
record ProbeHandlerFactory(ProbedProcesses processes) {
    /** How many lines a log probe reads back when the start of the program's output is not known. */
    private static final int LINES_OF_UNKNOWN_START = 1000;

    /**
     * The handler for a run of a program. The log of an adopted program is not searched: it became ready under an
     * earlier runtime, in output that may be gone.
     */
    ProbeHandler create(ProcessStatus status, Probe probe) {
        InstanceId id = status.id();
        if (status.adopted() && probe.means() == ProcessDefinition.Means.LOG) {
            return timeout -> ProbeResult.passed("it was adopted while running");
        }
        String target = fillReplica(probe.target(), id);
        try {
            return switch (probe.means()) {
                case TCP -> new TcpProbe(HostAndPort.parse(target));
                case HTTP -> HttpProbe.parse(target);
                case EXEC -> exec(id, words(target));
                case LOG -> new LogProbe(Pattern.compile(target), read -> output(id, read));
            };
        } catch (PatternSyntaxException malformed) {
            return invalid("'" + target + "' is not a regular expression: " + malformed.getDescription());
        } catch (IOException malformed) {
            return invalid(malformed.getMessage());
        }
    }

    private ProbeHandler exec(InstanceId id, List<String> command) throws IOException {
        return new ExecProbe(processes.support().launch(id, command), command.get(0), ProcessBuilder::start);
    }

    private static List<String> words(String command) throws IOException {
        try {
            return ShellWords.split(command);
        } catch (ParseException malformed) {
            throw new IOException("'" + command + "' is not a command: it " + malformed.getMessage(), malformed);
        }
    }

    /** Fills in the number of the replica, as the process manager does in a command. */
    private static String fillReplica(String text, InstanceId id) {
        return text.replace("${NAE_REPLICA}", String.valueOf(id.replica()));
    }

    private static ProbeHandler invalid(String why) {
        return timeout -> {
            throw new IOException(why);
        };
    }

    private LogReader output(InstanceId id, Optional<LogPosition> read) {
        Optional<LogPosition> from = read.or(() -> processes.output().logStart(id));
        return from.isPresent()
                ? processes.output().log(id, from.get())
                : processes.output().tail(id, LINES_OF_UNKNOWN_START);
    }
}
