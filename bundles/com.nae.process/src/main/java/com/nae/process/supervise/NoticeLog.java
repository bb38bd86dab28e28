package com.nae.process.supervise;

import com.nae.api.process.Mode;
import com.nae.process.definition.ModeDefinitions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what the operator ought to know of a process before it runs. It has each sentence once, and again when an
 * edit of the file brings it back. Owned by the supervisor's thread.
 */
final class NoticeLog {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeLog.class);

    private final Set<Mode> modes;
    private final Map<String, List<String>> logged = new HashMap<>();

    /** @param modes the modes that run here */
    NoticeLog(Set<Mode> modes) {
        this.modes = modes;
    }

    void log(String process, ModeDefinitions definitions) {
        List<String> notices = definitions.notices(modes);
        List<String> before = logged.getOrDefault(process, List.of());
        notices.stream()
                .filter(notice -> !before.contains(notice))
                .forEach(notice -> LOG.warn("{}: {}", process, notice));
        if (notices.isEmpty()) {
            logged.remove(process);
        } else {
            logged.put(process, notices);
        }
    }

    void forget(String process) {
        logged.remove(process);
    }
}
