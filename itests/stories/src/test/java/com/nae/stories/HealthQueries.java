package com.nae.stories;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;

/** What the commands report of health, as stories ask for it. */
final class HealthQueries {
    /** Samples and levels at once, in place of every half minute. */
    static final String[] EAGER = {"health_check_interval = 1s", "watch_interval = 500ms", "grace = 1s"};

    private HealthQueries() {}

    /** What {@code nae status} reports of an instance. */
    static JsonObject process(StoryHome home, String id) {
        return named(home.json("status"), "processes", id);
    }

    /** What {@code nae health} reports of an instance. */
    static JsonObject health(StoryHome home, String id) {
        return named(home.json("health"), "instances", id);
    }

    /** The level of an instance. */
    static String level(StoryHome home, String id) {
        return health(home, id).get("level").getAsString();
    }

    private static JsonObject named(JsonElement answer, String list, String id) {
        return answer.getAsJsonObject().getAsJsonArray(list).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(one -> one.get("instance").getAsString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The objects that a command lists. */
    static List<JsonObject> rows(StoryHome home, String... words) {
        return home.json(words).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static List<String> reasons(JsonObject report) {
        return report.getAsJsonArray("reasons").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** The line of the change log about the first restart of a process on live; empty where there is none. */
    static String restarted(StoryHome home, String process) throws IOException {
        return home.read("logs/change_log.json")
                .lines()
                .filter(line -> line.contains("\"restarted\"") && line.contains(process + "@live"))
                .findFirst()
                .orElse("");
    }
}
