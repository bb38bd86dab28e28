package com.nae.notify;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Posts messages as JSON to a webhook. Slack, Mattermost and similar show the field {@code text}. */
final class WebhookChannel implements NotificationChannel {
    private static final int TIMEOUT_MS = 10_000;

    /**
     * The body of a request.
     *
     * @param text the whole message as one text, which chats show
     * @param notices the notifications, oldest first
     * @param more number of notifications that were dropped because too many were waiting
     */
    private record Body(String text, List<Item> notices, int more) {}

    /**
     * One notification.
     *
     * @param time when it happened, ISO-8601 in UTC
     * @param kind {@code health}, {@code approval}, {@code suggested} or {@code rolled-back}
     * @param process name of the process or instance
     * @param text what happened, in words
     */
    private record Item(String time, String kind, String process, String text) {}

    private final URI uri;

    WebhookChannel(URI uri) {
        this.uri = uri;
    }

    @Override
    public void deliver(Message message) throws IOException {
        HttpURLConnection http = (HttpURLConnection) uri.toURL().openConnection();
        http.setConnectTimeout(TIMEOUT_MS);
        http.setReadTimeout(TIMEOUT_MS);
        http.setInstanceFollowRedirects(false);
        http.setRequestMethod("POST");
        http.setDoOutput(true);
        http.setRequestProperty("Content-Type", "application/json; charset=utf-8");
        List<Item> items = message.notifications().stream()
                .map(n -> new Item(n.at().toString(), n.kind(), n.process(), n.text()))
                .toList();
        try (OutputStream out = http.getOutputStream()) {
            out.write(new Gson()
                    .toJson(new Body(message.text(), items, message.overflow()))
                    .getBytes(StandardCharsets.UTF_8));
        }
        int status = http.getResponseCode();
        http.disconnect();
        if (status / 100 != 2) {
            throw new IOException(uri.getHost() + " responded with status " + status);
        }
    }
}
