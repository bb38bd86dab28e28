package com.nae.process.launch;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Log;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.Tuning;
import com.nae.process.definition.Isolation.Network;
import com.nae.process.definition.ModeDefinitions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adjustments on top of definitions, and the definitions as the files write them: so an adjustment outlives an edit of
 * the file, and can be taken back. Thread-safe.
 */
public final class Tunings {
    private final Map<String, ModeDefinitions> written = new ConcurrentHashMap<>();
    private final Map<Key, Tuning> known = new ConcurrentHashMap<>();

    private record Key(String process, Mode mode) {}

    /** Adjusts a process in a mode, in place of an earlier adjustment. */
    public void put(String process, Mode mode, Tuning tuning) {
        known.put(new Key(process, mode), tuning);
    }

    /** The adjustment in force. */
    public Tuning of(String process, Mode mode) {
        return known.getOrDefault(new Key(process, mode), Tuning.NONE);
    }

    /** Remembers what a file defines. */
    public void written(String process, ModeDefinitions definitions) {
        written.put(process, definitions);
    }

    public void forget(String process) {
        written.remove(process);
        known.keySet().removeIf(key -> key.process().equals(process));
    }

    /** What a file defines, adjusted. */
    public ModeDefinitions inForce(String process) {
        ModeDefinitions definitions = written.get(process);
        Map<Mode, ProcessDefinition> byMode = new EnumMap<>(Mode.class);
        definitions.byMode().forEach((mode, d) -> byMode.put(mode, adjusted(d, of(process, mode))));
        return definitions.withDefinitions(Map.copyOf(byMode));
    }

    /** The network in which a file has a process run. */
    public Network network(InstanceId id) {
        ModeDefinitions definitions = written.get(id.process());
        return definitions == null ? Network.HOST : definitions.isolation().network(id.mode());
    }

    private static ProcessDefinition adjusted(ProcessDefinition d, Tuning tuning) {
        return d.withRestart(restart(d.restart(), tuning)).withLog(log(d.log(), tuning));
    }

    /** The first pause never exceeds the longest one. */
    private static Restart restart(Restart r, Tuning tuning) {
        if (tuning.backoffInitial().isEmpty()) {
            return r;
        }
        Duration pause = tuning.backoffInitial().get();
        return new Restart(
                r.policy(),
                r.successCodes(),
                r.permanentFailureCodes(),
                r.startSeconds(),
                r.threshold(),
                r.window(),
                pause.compareTo(r.backoffMax()) < 0 ? pause : r.backoffMax(),
                r.backoffMax(),
                r.backoffReset());
    }

    private static Log log(Log log, Tuning tuning) {
        return new Log(log.maxSize(), tuning.logKeep().orElse(log.keep()), log.compress());
    }
}
