package com.nae.healer.connections;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts and ports that a program names itself. An endpoint that only its output names may come from anybody, so it
 * is never connected to.
 */
final class NamedEndpoints {
    /** The start of an import, in several languages; the name of a library follows. */
    private static final String IMPORT =
            "(?m)(?:^[ \\t]*(?:import|from|use)[ \\t]+[\"']?|require\\([ \\t]*[\"']|\\bfrom[ \\t]+[\"']|^[ \\t]*\")"
                    + "[\\w./@-]{0,80}?\\b";
    /** The libraries that connect to a port of their own where the program names none. */
    private static final Map<Integer, Pattern> LIBRARIES = Map.ofEntries(
            library(6379, "redis|aioredis|ioredis|valkey|jedis|lettuce|go-redis|rq|arq"),
            library(5432, "psycopg|psycopg2|asyncpg|aiopg|pg8000|pg|pgx|postgres|postgresql|sqlalchemy"),
            library(3306, "pymysql|aiomysql|MySQLdb|mysql|mysql2|mariadb|sqlalchemy"),
            library(5672, "pika|amqp|aio_pika|amqplib|kombu|celery|amqp091-go"),
            library(27017, "pymongo|motor|mongoengine|mongodb|mongoose"),
            library(9092, "kafka|aiokafka|confluent_kafka|kafkajs|kafka-go"),
            library(9200, "elasticsearch|opensearchpy|opensearch"),
            library(11211, "memcache|pymemcache|pylibmc|aiomcache|memjs|gomemcache"),
            library(4222, "nats|nats.go"),
            library(1883, "paho|mqtt|aiomqtt|asyncio_mqtt"));

    private static final String HOST = "([A-Za-z0-9][A-Za-z0-9.-]{0,251})";
    /** A host and a port as two settings side by side, in code, variables, arguments or a configuration file. */
    private static final Pattern SETTINGS =
            Pattern.compile("(?i)(?:host|hostname|server|addr|address)'?\\s{0,4}[:=\\s]\\s{0,4}'?" + HOST
                    + "'?[,;]?\\s{1,8}[\\w.'-]{0,40}port'?\\s{0,4}[:=\\s]\\s{0,4}'?(\\d{1,5})\\b");

    private final ProgramText program;

    NamedEndpoints(ProgramText program) {
        this.program = program;
    }

    private static Map.Entry<Integer, Pattern> library(int port, String names) {
        return Map.entry(port, Pattern.compile(IMPORT + "(?:" + names + ")\\b"));
    }

    /**
     * The endpoint that the program means, for one that its output shows. It is the same one where the program names
     * both its host and its port. For an address of which it names only the port, it is the only host with that port.
     */
    Optional<PeerEndpoint> meant(PeerEndpoint shown) {
        boolean library = isPortOfLibrary(shown.port());
        if (!library && !namesPort(shown.port())) {
            return Optional.empty();
        }
        if (namesHost(shown) || shown.isLocal() && library) {
            return Optional.of(shown);
        }
        List<PeerEndpoint> hosts = shown.isAddress() && !shown.isLocal() ? hostsWith(shown.port()) : List.of();
        return hosts.size() == 1 ? Optional.of(hosts.get(0)) : Optional.empty();
    }

    private boolean namesPort(int port) {
        return program.contains(Pattern.compile("(?<![\\w.])" + port + "(?!\\w|\\.\\d)"))
                || Stream.of(
                                "http",
                                "https",
                                "ws",
                                "wss",
                                "redis",
                                "postgres",
                                "postgresql",
                                "mysql",
                                "amqp",
                                "mongodb",
                                "mqtt",
                                "ftp",
                                "nats")
                        .filter(scheme -> PeerEndpoint.portOf(scheme) == port)
                        .anyMatch(scheme -> program.contains(Pattern.compile("\\b" + scheme + "(\\+\\w+)?://")));
    }

    private boolean isPortOfLibrary(int port) {
        return LIBRARIES.containsKey(port) && program.contains(LIBRARIES.get(port));
    }

    private boolean namesHost(PeerEndpoint shown) {
        List<String> names = shown.isLocal() ? PeerEndpoint.LOCAL_HOSTS : List.of(shown.host());
        return names.stream()
                .map(name -> Pattern.compile("(?i)(?<![\\w.:-])" + Pattern.quote(name) + "(?![\\w-]|\\.\\w)"))
                .anyMatch(program::contains);
    }

    /** The host names that the program names together with a port. */
    private List<PeerEndpoint> hostsWith(int port) {
        String text = program.quotedAlike();
        Stream<PeerEndpoint> settings =
                SETTINGS.matcher(text).results().flatMap(m -> PeerEndpoint.of(m.group(1), m.group(2)).stream());
        return Stream.concat(PeerEndpoint.findIn(text), settings)
                .filter(e -> e.port() == port && !e.isAddress())
                .distinct()
                .toList();
    }
}
