package com.nae.learning.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nae.learning.anomaly.AnomalyDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores the anomaly detector as the Numenta benchmark does (Lavin and Ahmad 2015) on its own files; alarms are yes or
 * no, so no threshold is searched for.
 */
public final class NabBench {
    private static final double PROBATION = 0.15;
    private static final int LONGEST_PROBATION = 750;
    private static final double BEST = sigmoid(-1);

    private NabBench() {}

    private record Series(List<Long> at, double[] values) {}

    private record Window(int from, int to) {}

    /** @param arguments a checkout of github.com/numenta/NAB */
    public static void main(String[] arguments) throws IOException {
        Path nab = Path.of(arguments[0]);
        JsonObject labels = JsonParser.parseString(Files.readString(nab.resolve("labels/combined_windows.json")))
                .getAsJsonObject();
        Map<String, double[]> byFolder = new TreeMap<>();
        for (Map.Entry<String, JsonElement> file : labels.entrySet()) {
            Series series = read(nab.resolve("data").resolve(file.getKey()));
            List<Integer> alarms = alarms(series);
            List<Window> windows = windows(series, file.getValue().getAsJsonArray());
            for (String group : List.of(file.getKey().substring(0, file.getKey().indexOf('/')), "~ all")) {
                double[] sum = byFolder.computeIfAbsent(group, g -> new double[4]);
                sum[0] += score(alarms, windows, 0.11);
                sum[1] += score(alarms, windows, 0.22);
                sum[2] += windows.size();
                sum[3] += alarms.size();
            }
        }
        byFolder.forEach((group, s) -> System.out.printf(
                "%-22s standard %5.1f  low false positives %5.1f  windows %.0f  alarms %.0f%n",
                group, 50 * (s[0] + s[2]) / s[2], 50 * (s[1] + s[2]) / s[2], s[2], s[3]));
    }

    private static Series read(Path file) throws IOException {
        List<Long> at = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            int comma = line.indexOf(',');
            at.add(LocalDateTime.parse(line.substring(0, comma).replace(' ', 'T'))
                    .toEpochSecond(ZoneOffset.UTC));
            values.add(Double.valueOf(line.substring(comma + 1)));
        }
        return new Series(at, values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static List<Window> windows(Series series, JsonArray labels) {
        List<Window> windows = new ArrayList<>();
        for (JsonElement label : labels) {
            windows.add(new Window(
                    index(series, label.getAsJsonArray().get(0).getAsString(), 0),
                    index(series, label.getAsJsonArray().get(1).getAsString(), 1) - 1));
        }
        return windows;
    }

    /** The first sample at or, {@code after}, behind a moment. */
    private static int index(Series series, String moment, int after) {
        long at = LocalDateTime.parse(moment.substring(0, 19).replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC) + after;
        int i = 0;
        while (i < series.at().size() && series.at().get(i) < at) {
            i++;
        }
        return i;
    }

    private static List<Integer> alarms(Series series) {
        AnomalyDetector detector = new AnomalyDetector(1e-3);
        int probation = (int) Math.min(LONGEST_PROBATION, PROBATION * series.values().length);
        List<Integer> alarms = new ArrayList<>();
        for (int i = 0; i < series.values().length; i++) {
            if (detector.add(series.at().get(i), series.values()[i]).isPresent() && i >= probation) {
                alarms.add(i);
            }
        }
        return alarms;
    }

    private static double score(List<Integer> alarms, List<Window> windows, double falsePositive) {
        double score = 0;
        for (Window w : windows) {
            score += alarms.stream()
                    .filter(i -> i >= w.from() && i <= w.to())
                    .findFirst()
                    .map(i -> sigmoid(-(w.to() - i + 1.0) / (w.to() - w.from() + 1)) / BEST)
                    .orElse(-1.0);
        }
        for (int i : alarms) {
            if (windows.stream().noneMatch(w -> i >= w.from() && i <= w.to())) {
                score += falsePositive
                        * windows.stream()
                                .filter(w -> w.to() < i)
                                .reduce((a, b) -> b)
                                .map(w -> sigmoid((i - w.to()) / (double) Math.max(1, w.to() - w.from())))
                                .orElse(-1.0);
            }
        }
        return score;
    }

    private static double sigmoid(double x) {
        return x > 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1;
    }
}
