package com.nae.learning.restart;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Restarts that are made at once and recorded. */
final class FakeRestartOperations implements RestartOperations {
    final List<InstanceId> restarted = new ArrayList<>();
    final List<ChangeEvent> recorded = new ArrayList<>();
    Optional<InstanceId> sandbox = Optional.of(InstanceId.parse("trader@sandbox"));
    Optional<String> objection = Optional.empty();
    boolean clean;
    boolean up = true;
    boolean budget = true;
    double value = 950;
    int quietHour = -1;
    double quietLoad = 1;

    @Override
    public double usualLoad(InstanceId instance, Instant at) {
        return at.atZone(java.time.ZoneOffset.UTC).getHour() == quietHour ? quietLoad : 50;
    }

    @Override
    public double currentValue(InstanceId instance, String resource) {
        return value;
    }

    @Override
    public Optional<String> blocker(InstanceId instance) {
        return objection;
    }

    @Override
    public Optional<InstanceId> sandboxOf(InstanceId live) {
        return live.mode() == Mode.LIVE ? sandbox : Optional.empty();
    }

    @Override
    public boolean restartedCleanly(InstanceId instance) {
        return clean;
    }

    @Override
    public boolean isUpSince(InstanceId instance, Instant since) {
        return up;
    }

    @Override
    public boolean spendBudget(InstanceId instance) {
        return budget;
    }

    @Override
    public void restart(InstanceId instance, String reason) {
        restarted.add(instance);
    }

    @Override
    public void appendToChangeLog(InstanceId instance, ChangeEvent event, String reason) {
        recorded.add(event);
    }
}
