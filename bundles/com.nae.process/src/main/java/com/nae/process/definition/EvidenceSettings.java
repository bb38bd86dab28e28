package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Evidence;

/** Reads what is taken as evidence of a failure beside the output of a program. */
final class EvidenceSettings {
    private EvidenceSettings() {}

    /** Whether something is in force. */
    private enum Switch {
        ON,
        OFF
    }

    /** Nothing is put into a program on live until the operator says so. */
    static Evidence of(Settings s, Mode mode) {
        Switch unlessSet = mode == Mode.SANDBOX ? Switch.ON : Switch.OFF;
        return new Evidence(s.choice("evidence.python", Switch.class, unlessSet) == Switch.ON);
    }
}
