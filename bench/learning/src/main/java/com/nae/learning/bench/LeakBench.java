package com.nae.learning.bench;

import com.nae.learning.forecast.ExhaustionEstimate;
import com.nae.learning.forecast.ExhaustionForecaster;
import com.nae.learning.forecast.FloorSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs the forecaster over a folder of series as the engine would: every five minutes, near the limit at every sample,
 * acting on two looks in a row.
 */
public final class LeakBench {
    private static final ExhaustionForecaster FORECASTER = ExhaustionForecaster.defaults();
    private static final double NEAR = 0.9;
    private static final int INTERVAL = 300;

    private LeakBench() {}

    /** @param arguments folder of the series with its {@code truth.csv}, folder for the results */
    public static void main(String[] arguments) throws IOException {
        Path series = Path.of(arguments[0]);
        Path results = Files.createDirectories(Path.of(arguments[1]));
        for (String row :
                Files.readAllLines(series.resolve("truth.csv")).stream().skip(1).toList()) {
            String[] fields = row.split(",", -1);
            List<String> lines = Files.readAllLines(series.resolve(fields[0] + ".csv"));
            Files.writeString(
                    results.resolve(fields[0] + ".csv"),
                    run(lines.subList(1, lines.size()), Double.parseDouble(fields[2])));
        }
    }

    private static String run(List<String> lines, double limit) {
        StringBuilder result = new StringBuilder("t,eta,restart\n");
        FloorSeries series = new FloorSeries();
        double next = 0;
        int due = 0;
        for (String line : lines) {
            int comma = line.indexOf(',');
            double t = Double.parseDouble(line.substring(0, comma));
            double value = Double.parseDouble(line.substring(comma + 1));
            series.add((long) t, value);
            if (t >= next || value > NEAR * limit) {
                next = t + INTERVAL;
                Optional<ExhaustionEstimate> outlook = FORECASTER.forecast(series, limit);
                due = outlook.filter(ExhaustionEstimate::due).isPresent() ? due + 1 : 0;
                result.append((long) t)
                        .append(',')
                        .append(outlook.map(o -> String.valueOf(o.seconds())).orElse(""))
                        .append(',')
                        .append(due > 1 ? 1 : 0)
                        .append('\n');
            }
        }
        return result.toString();
    }
}
