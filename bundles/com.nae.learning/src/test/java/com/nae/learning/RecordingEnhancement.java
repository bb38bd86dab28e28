package com.nae.learning;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An enhancement that records the profiles it gets, and always proposes the same. */
final class RecordingEnhancement implements Enhancement {
    private final List<InstanceProfile> profiles;

    RecordingEnhancement(List<InstanceProfile> profiles) {
        this.profiles = profiles;
    }

    @Override
    public String name() {
        return "watching";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        profiles.add(o);
        return Optional.of(
                new Proposal(o.status().id(), "setting", "1", "2", "reason", "expected", Duration.ofDays(1)));
    }

    @Override
    public boolean apply(Proposal proposal) {
        return true;
    }

    @Override
    public void withdraw(Proposal proposal) {
        profiles.clear();
    }

    @Override
    public Optional<Double> figure(Proposal proposal, InstanceProfile o) {
        return Optional.empty();
    }
}
