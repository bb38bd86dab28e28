package com.nae.learning.command;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What was learned, as {@code nae learning --json} shows it. */
record LearningView(
        List<ErrorGroup> causes,
        List<ForecastView> forecasts,
        List<AnomalyView> anomalies,
        Restarts restarts,
        int enhancementsApplied,
        List<EnhancementView> enhancements,
        List<PatternRecord> records) {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeAdapter(
                    Instant.class, (JsonSerializer<Instant>) (at, type, c) -> new JsonPrimitive(at.toString()))
            .registerTypeAdapter(
                    Duration.class, (JsonSerializer<Duration>) (d, type, c) -> new JsonPrimitive(d.toSeconds()))
            .registerTypeHierarchyAdapter(Enum.class, (JsonSerializer<Enum<?>>)
                    (e, type, c) -> new JsonPrimitive(e.name().toLowerCase(Locale.ROOT)))
            .create();

    /** {@code instance} is empty for a resource of the machine. */
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

    /** {@code tiedTo} is empty where no change came before. */
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

    record Restarts(List<RestartView> planned, List<RestartView> made) {}

    record RestartView(String instance, Instant at, Instant deadline, String reason, String state) {
        static RestartView of(PreemptiveRestart a) {
            return new RestartView(a.instance().toString(), a.at(), a.deadline(), a.reason(), a.state());
        }
    }

    /** {@code effect} and {@code withdrawn} are empty until there is one. */
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

    /** @param part one of its parts, or empty for all */
    String json(String part) {
        JsonObject all = GSON.toJsonTree(this).getAsJsonObject();
        return GSON.toJson(part.isEmpty() ? all : all.get(part));
    }
}
