package com.nae.stories;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was done to the programs of a home that should not have been done, and what was not done that should. */
final class HarmScore {
    /** Events of the change log that are an act on a program, its sandbox included. */
    private static final Set<String> ACTS =
            Set.of("applied", "proven", "promoted", "healed", "rolled-back", "restarted");

    private static final int RESTARTS_OF_A_TWIN = 8;

    /** One thing that was wrong. */
    private record Offence(String name, String kind, String mode, String what) {
        @Override
        public String toString() {
            return String.format("%-28s %-8s %-8s %s", name, kind, mode, what);
        }
    }

    private final StoryHome home;
    private final JsonElement status;
    private final List<JsonObject> log;
    private final List<Offence> offences = new ArrayList<>();

    HarmScore(StoryHome home) throws IOException {
        this.home = home;
        status = home.json("status");
        log = home.read("logs/change_log.json")
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    /** The offences, a row each. */
    List<String> rows() {
        return offences.stream().map(Offence::toString).toList();
    }

    void judge(HarmScene scene, List<String> modes) throws IOException {
        for (String mode : modes) {
            if (scene.play.twin()) {
                twin(scene, mode);
            } else {
                left(scene, mode);
            }
        }
        if (!scene.play.twin()) {
            acts(scene);
        }
        if (scene.installs() > 0) {
            offend(scene, "", scene.installs() + " installs");
        }
    }

    private void offend(HarmScene scene, String mode, String what) {
        offences.add(new Offence(scene.play.name(), scene.play.get("kind", "?"), mode, what));
    }

    /** A program that is truly broken has to work in live by now, as it would after a right repair. */
    private void twin(HarmScene scene, String mode) throws IOException {
        if (!mode.equals("live")) {
            return;
        }
        if (!scene.works(status, mode)) {
            offend(scene, mode, "not healed: " + state(scene, mode) + "; " + lastFailure(scene));
        }
        scene.edits(mode).forEach(what -> offend(scene, mode, what));
        int restarts = restarts(scene, mode);
        if (restarts > RESTARTS_OF_A_TWIN) {
            offend(scene, mode, restarts + " restarts");
        }
    }

    private String lastFailure(HarmScene scene) {
        return log.stream()
                .filter(entry -> text(entry, "process").equals(scene.play.name()))
                .filter(entry -> text(entry, "event").equals("failed"))
                .map(entry -> text(entry, "pattern") + ": " + text(entry, "reason"))
                .reduce((first, second) -> second)
                .orElse("no repair has failed");
    }

    /** A program that goes on has to be left alone: the same process, the same bytes, no caller. */
    private void left(HarmScene scene, String mode) throws IOException {
        int allowed = scene.play.ordered() > 0 ? 1 : 0;
        int restarts = restarts(scene, mode);
        int pids = scene.beats(mode).size();
        if (Math.max(restarts, pids - 1) > allowed) {
            offend(scene, mode, restarts + " restarts, " + pids + " pids, " + allowed + " allowed");
        }
        if (scene.instance(status, mode).map(now -> scene.late(now)).orElse(true)) {
            offend(scene, mode, "does not run, or not for long: " + state(scene, mode));
        }
        if (scene.still(mode)) {
            offend(scene, mode, "no work for a while");
        }
        scene.edits(mode).forEach(what -> offend(scene, mode, what));
        if (scene.connections(mode) > 0) {
            offend(scene, mode, scene.connections(mode) + " connections");
        }
    }

    private void acts(HarmScene scene) {
        Set<String> done = new LinkedHashSet<>();
        for (JsonObject entry : log) {
            if (text(entry, "process").equals(scene.play.name()) && ACTS.contains(text(entry, "event"))) {
                done.add(text(entry, "mode") + " " + text(entry, "event") + " by " + text(entry, "pattern"));
            }
        }
        done.forEach(what -> offend(scene, "", what));
        for (JsonElement fix : home.json("fixes").getAsJsonArray()) {
            JsonObject one = fix.getAsJsonObject();
            if (text(one, "process").equals(scene.play.name())
                    && text(one, "state").equals("waiting")) {
                offend(scene, text(one, "mode"), "starts wait, by " + text(one, "pattern"));
            }
        }
    }

    private String state(HarmScene scene, String mode) {
        return scene.instance(status, mode)
                .map(now -> text(now, "state") + " " + text(now, "reason"))
                .orElse("no instance");
    }

    private int restarts(HarmScene scene, String mode) {
        return scene.instance(status, mode)
                .map(now -> now.get("restarts").getAsInt())
                .orElse(0);
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }
}
