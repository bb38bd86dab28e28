package com.nae.framework;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import java.time.Duration;
import java.util.Optional;

/** An enhancement as somebody drops it: it makes a program calm, and tells the test by a system property. */
public class DroppedEnhancement implements Enhancement {
    static final String CALM = "nae.test.calm";

    @Override
    public String name() {
        return "dropped";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        return Optional.of(
                new Proposal(o.status().id(), "calm", "no", "yes", "it is nervous", "less noise", Duration.ofHours(1)));
    }

    @Override
    public boolean apply(Proposal proposal) {
        System.setProperty(CALM, proposal.instance().toString());
        return true;
    }

    @Override
    public void withdraw(Proposal proposal) {
        System.clearProperty(CALM);
    }

    @Override
    public Optional<Double> figure(Proposal proposal, InstanceProfile observed) {
        return Optional.of(1.0);
    }
}
