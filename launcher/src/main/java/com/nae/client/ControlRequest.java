package com.nae.client;

/**
 * A request to the runtime: one line of JSON, as the README of {@code com.nae.shell} describes it. It is written by
 * hand, since a JSON library would double the time that the command takes.
 */
final class ControlRequest {
    private final StringBuilder json = new StringBuilder("{");

    ControlRequest words(String key, String[] words) {
        key(key).append('[');
        for (int i = 0; i < words.length; i++) {
            json.append(i == 0 ? "" : ",");
            text(words[i]);
        }
        json.append(']');
        return this;
    }

    ControlRequest text(String key, String value) {
        key(key);
        text(value);
        return this;
    }

    ControlRequest raw(String key, Object value) {
        key(key).append(value);
        return this;
    }

    private StringBuilder key(String key) {
        return json.append(json.length() == 1 ? "" : ",")
                .append('"')
                .append(key)
                .append("\":");
    }

    private void text(String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    @Override
    public String toString() {
        return json + "}\n";
    }
}
