package com.nae.issues.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint that a message names, among words that look like one. */
class EndpointFinderTest {
    private static final String HELP = "(Background on this error at: https://sqlalche.me/e/14/e3q8)";

    @Test
    void theOldMessageOfPsycopg2IsReadOverItsThreeLines() {
        assertEquals(
                "db.example.org:24557",
                EndpointFinder.first(List.of(
                        "(psycopg2.OperationalError) could not connect to server: Connection refused",
                        "\tIs the server running on host \"db.example.org\" (10.0.0.5) and accepting",
                        "\tTCP/IP connections on port 24557?",
                        "",
                        HELP)));
        assertEquals(
                "127.0.0.1:5432",
                EndpointFinder.first(List.of("Is the server running on host \"127.0.0.1\" and accepting TCP/IP"
                        + " connections on port 5432? " + HELP)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connect to 127.0.0.1:7001 failed, see https://docs.example.org/errors | 127.0.0.1:7001",
                "feed-a:7001 refused (https://errors.example.org/E42) | feed-a:7001",
                "https://e.example.org/E42 for [Errno 111] Connect call failed ('10.0.0.5', 7001) | 10.0.0.5:7001",
                "dial tcp 10.0.0.5:7001: connect: connection refused (see https://go.example.org/net) | 10.0.0.5:7001",
                "GET http://api.example.org:8080/x failed, status:500 | api.example.org:8080",
                "GET http://api/x failed, code:500; see https://example.org/help | api:80",
                "no route to http://10.0.0.5:8080/x | 10.0.0.5:8080"
            })
    void theEndpointOfTheFailureGoesBeforeOtherAddresses(String message, String endpoint) {
        assertEquals(endpoint, EndpointFinder.first(List.of(message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refused (Background on this error at: https://sqlalche.me/e/20/e3q8)",
                "refused; for more information visit https://errors.example.org/net",
                "refused; https://docs.example.org/errors",
                "refused; documentation at https://example.org/errors",
                "refused in main.py:12",
                "refused by driver 3.11.2"
            })
    void aLinkToHelpAFileAndAVersionAreNoEndpoints(String message) {
        assertEquals("", EndpointFinder.first(List.of(message)));
    }
}
