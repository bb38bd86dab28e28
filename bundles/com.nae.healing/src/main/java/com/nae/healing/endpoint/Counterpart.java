package com.nae.healing.endpoint;

import com.nae.api.healing.Change.AwaitEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mapping of an endpoint from one mode to another. The endpoint is looked up in the variables of the one
 * environment, and replaced by the value of the same variable in the other.
 */
public final class Counterpart {
    private static final Pattern HOST_PORT = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]):(\\d{1,5})");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    private Counterpart() {}

    /**
     * Maps an endpoint to the environment of another instance.
     *
     * @param from the environment of the instance for which the endpoint was found
     * @param own the environment of the instance that is to wait
     * @return the endpoint of that instance; unchanged where no variable names it, or its values do not differ
     */
    public static AwaitEndpoint of(AwaitEndpoint endpoint, Map<String, String> from, Map<String, String> own) {
        for (Map.Entry<String, String> variable : from.entrySet()) {
            String there = own.getOrDefault(variable.getKey(), variable.getValue());
            Optional<AwaitEndpoint> found = there.equals(variable.getValue())
                    ? Optional.empty()
                    : translated(endpoint, variable.getValue(), there);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return endpoint;
    }

    /** Handles a variable that holds the port alone, and one that contains {@code host:port}. */
    private static Optional<AwaitEndpoint> translated(AwaitEndpoint endpoint, String here, String there) {
        if (here.equals(String.valueOf(endpoint.port())) && PORT.matcher(there).matches()) {
            return port(there).map(p -> new AwaitEndpoint(endpoint.host(), p));
        }
        Matcher m = HOST_PORT.matcher(here);
        boolean named =
                m.find() && m.group(1).equals(endpoint.host()) && m.group(2).equals(String.valueOf(endpoint.port()));
        Matcher other = HOST_PORT.matcher(there);
        return named && other.find()
                ? port(other.group(2)).map(p -> new AwaitEndpoint(other.group(1), p))
                : Optional.empty();
    }

    private static Optional<Integer> port(String digits) {
        return Optional.of(Integer.parseInt(digits)).filter(p -> p > 0 && p < 65536);
    }
}
