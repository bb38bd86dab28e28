package com.nae.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A Config Admin that keeps its configurations in a map, for tests. */
final class InMemoryConfigurationAdmin {
    final Map<String, Dictionary<String, ?>> configurations = new ConcurrentHashMap<>();
    final AtomicInteger updates = new AtomicInteger();
    final AtomicInteger deletions = new AtomicInteger();

    ConfigurationAdmin service() {
        return proxy(ConfigurationAdmin.class, (self, method, args) -> switch (method.getName()) {
            case "getFactoryConfiguration" -> configuration(args[0] + "~" + args[1]);
            case "getConfiguration" -> configuration((String) args[0]);
            case "listConfigurations" ->
                configurations.keySet().stream().map(this::configuration).toArray(Configuration[]::new);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    Map<String, Object> values(String pid) {
        Dictionary<String, ?> values = configurations.get(pid);
        return values == null
                ? Map.of()
                : new TreeMap<>(java.util.Collections.list(values.keys()).stream()
                        .collect(Collectors.toMap(key -> key, values::get)));
    }

    private Configuration configuration(String pid) {
        return proxy(Configuration.class, (self, method, args) -> switch (method.getName()) {
            case "updateIfDifferent" -> put(pid, (Dictionary<?, ?>) args[0]);
            case "getProperties" -> configurations.get(pid);
            case "delete" -> delete(pid);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Object delete(String pid) {
        deletions.incrementAndGet();
        return configurations.remove(pid);
    }

    @SuppressWarnings("unchecked")
    private boolean put(String pid, Dictionary<?, ?> values) {
        updates.incrementAndGet();
        configurations.put(pid, (Dictionary<String, ?>) values);
        return true;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
