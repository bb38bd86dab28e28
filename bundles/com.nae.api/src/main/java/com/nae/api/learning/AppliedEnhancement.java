package com.nae.api.learning;

import java.time.Instant;
import java.util.Optional;

/**
 * An enhancement that was made.
 *
 * @param effect the measured effect in words; empty until it was measured
 * @param withdrawn when and why it was taken back
 */
public record AppliedEnhancement(
        String enhancement,
        Enhancement.Proposal proposal,
        Instant at,
        Optional<String> effect,
        Optional<String> withdrawn) {
    public boolean inForce() {
        return withdrawn.isEmpty();
    }
}
