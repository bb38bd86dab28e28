package com.nae.health.probe;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import com.nae.api.process.LogReader;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Makes the means of a probe out of its definition; a target that cannot be used makes one that says so. */
record ProbeHandlerFactory(ProcessManager processes) {
    private static final int LINES_OF_UNKNOWN_START = 1000;

    /**
     * An adopted program has said that it is ready to an earlier runtime, in output that may be gone: its log is not
     * searched again.
     */
    ProbeHandler create(ProcessStatus status, Probe probe) {
        InstanceId id = status.id();
        if (status.adopted() && probe.means() == ProcessDefinition.Means.LOG) {
            return timeout -> ProbeResult.passed("it was adopted running");
        }
        String target = replica(probe.target(), id);
        try {
            return switch (probe.means()) {
                case TCP -> new TcpProbe(HostAndPort.parse(target));
                case HTTP -> HttpProbe.parse(target);
                case EXEC -> exec(id, CommandSplitter.split(target));
                case LOG -> new LogProbe(Pattern.compile(target), read -> output(id, read));
            };
        } catch (PatternSyntaxException malformed) {
            return unusable("'" + target + "' is not a regular expression: " + malformed.getDescription());
        } catch (IOException malformed) {
            return unusable(malformed.getMessage());
        }
    }

    private ProbeHandler exec(InstanceId id, List<String> command) throws IOException {
        return new ExecProbe(processes.launch(id, command), command.get(0), ProcessBuilder::start);
    }

    /** The number of the replica filled in, as the process manager does it in a command. */
    private static String replica(String text, InstanceId id) {
        return text.replace("${NAE_REPLICA}", String.valueOf(id.replica()));
    }

    private static ProbeHandler unusable(String why) {
        return timeout -> {
            throw new IOException(why);
        };
    }

    private LogReader output(InstanceId id, Optional<LogPosition> read) {
        Optional<LogPosition> from = read.or(() -> processes.logStart(id));
        return from.isPresent() ? processes.log(id, from.get()) : processes.tail(id, LINES_OF_UNKNOWN_START);
    }
}
