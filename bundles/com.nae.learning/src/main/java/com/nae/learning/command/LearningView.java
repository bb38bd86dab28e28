package com.nae.learning.command;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.nae.api.learning.Anomaly;
import com.nae.api.learning.AppliedEnhancement;
import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.Forecast;
import com.nae.api.learning.LearningEngine;
import com.nae.api.learning.PatternRecord;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.base.json.JsonFormats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What was learned, as {@code nae learning --json} prints it.
 *
 * @param causes issues grouped by cause, the most harmful first
 * @param forecasts resources that will reach a limit
 * @param anomalies unusual values
 * @param restarts restarts before a resource runs out
 * @param enhancementsApplied settings that are changed and in force
 * @param enhancements settings that were changed
 * @param records how well patterns worked
 */
record LearningView(
        List<ErrorGroup> causes,
        List<ForecastView> forecasts,
        List<AnomalyView> anomalies,
        Restarts restarts,
        int enhancementsApplied,
        List<EnhancementView> enhancements,
        List<PatternRecord> records) {
    private static final Gson GSON = JsonFormats.snakeCase()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(
                    Duration.class, (JsonSerializer<Duration>) (d, type, c) -> new JsonPrimitive(d.toSeconds()))
            .registerTypeHierarchyAdapter(Enum.class, (JsonSerializer<Enum<?>>)
                    (e, type, c) -> new JsonPrimitive(e.name().toLowerCase(Locale.ROOT)))
            .create();

    /**
     * {@code instance} is empty for a resource of the machine.
     *
     * @param instance such as {@code trader@live}; empty for a resource of the machine
     * @param resource such as {@code memory}, {@code files} or {@code disk}
     * @param floor what is in use at least, now
     * @param limit the limit it approaches
     * @param perHour growth of the floor
     * @param reached when the limit will be reached
     * @param earliest early end of the range
     * @param latest late end of the range
     * @param restartDue whether a restart is due before
     * @param sentence all of it in words
     */
    record ForecastView(
            String instance,
            String resource,
            double floor,
            double limit,
            double perHour,
            Instant reached,
            Instant earliest,
            Instant latest,
            boolean restartDue,
            String sentence) {
        static ForecastView of(Forecast f) {
            return new ForecastView(
                    f.instance().map(Object::toString).orElse(""),
                    f.resource(),
                    f.floor(),
                    f.limit(),
                    f.perHour(),
                    f.reached(),
                    f.earliest(),
                    f.latest(),
                    f.restartDue(),
                    f.sentence());
        }
    }

    /**
     * {@code tiedTo} is empty where no change came before.
     *
     * @param instance such as {@code trader@live}
     * @param measure such as {@code memory} or {@code errors}
     * @param value the unusual value
     * @param usualLow low end of the usual range
     * @param usualHigh high end of the usual range
     * @param at when it was seen
     * @param sentence all of it in words
     * @param tiedTo the change before it; empty where there was none
     */
    record AnomalyView(
            String instance,
            String measure,
            double value,
            double usualLow,
            double usualHigh,
            Instant at,
            String sentence,
            String tiedTo) {
        static AnomalyView of(Anomaly a) {
            return new AnomalyView(
                    a.instance().toString(),
                    a.measure(),
                    a.value(),
                    a.usualLow(),
                    a.usualHigh(),
                    a.at(),
                    a.sentence(),
                    a.tiedTo().orElse(""));
        }
    }

    /**
     * @param planned announced and not made yet
     * @param made the latest ones that were made
     */
    record Restarts(List<RestartView> planned, List<RestartView> made) {}

    /**
     * @param instance such as {@code trader@live}
     * @param at when it is, or was, to be made
     * @param deadline when the resource would run out
     * @param reason why, in words
     * @param state how it stands, such as {@code announced}
     */
    record RestartView(String instance, Instant at, Instant deadline, String reason, String state) {
        static RestartView of(PreemptiveRestart a) {
            return new RestartView(a.instance().toString(), a.at(), a.deadline(), a.reason(), a.state());
        }
    }

    /**
     * {@code effect} and {@code withdrawn} are empty until there is one.
     *
     * @param enhancement its name
     * @param instance such as {@code trader@live}
     * @param setting the setting that it changed
     * @param from value before
     * @param to value since
     * @param reason why, in words
     * @param expected what it should improve
     * @param at when it was changed
     * @param inForce whether it still holds
     * @param effect what was measured; empty until then
     * @param withdrawn why it was reverted; empty where it was not
     */
    record EnhancementView(
            String enhancement,
            String instance,
            String setting,
            String from,
            String to,
            String reason,
            String expected,
            Instant at,
            boolean inForce,
            String effect,
            String withdrawn) {
        static EnhancementView of(AppliedEnhancement a) {
            return new EnhancementView(
                    a.enhancement(),
                    a.proposal().instance().toString(),
                    a.proposal().setting(),
                    a.proposal().from(),
                    a.proposal().to(),
                    a.proposal().reason(),
                    a.proposal().expected(),
                    a.at(),
                    a.inForce(),
                    a.effect().orElse(""),
                    a.withdrawn().orElse(""));
        }
    }

    static LearningView of(LearningEngine engine) {
        return new LearningView(
                engine.groups(),
                engine.forecasts().stream().map(ForecastView::of).toList(),
                engine.anomalies().stream().map(AnomalyView::of).toList(),
                new Restarts(
                        engine.announcements().stream().map(RestartView::of).toList(),
                        engine.pastRestarts().stream().map(RestartView::of).toList()),
                engine.enhancementsApplied(),
                engine.enhancements().stream().map(EnhancementView::of).toList(),
                engine.records());
    }

    /** @param part one of the components in snake case, or empty for all */
    String json(String part) {
        JsonObject all = GSON.toJsonTree(this).getAsJsonObject();
        return GSON.toJson(part.isEmpty() ? all : all.get(part));
    }
}
