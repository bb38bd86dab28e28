package com.nae.issues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.issues.track.Fault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last lines of clients and drivers: what kind of fault they tell of, and of what. */
class ErrorFamilyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "connection | 10.0.0.1:443 | botocore.exceptions.EndpointConnectionError: "
                        + "Could not connect to the endpoint URL: \"https://10.0.0.1/\"",
                "connection | db1:5432 | sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) "
                        + "connection to server at \"db1\" (10.0.0.7), port 5432 failed: Connection "
                        + "refused",
                "timeout | pull | psycopg2.OperationalError: connection to server "
                        + "at \"db1\" (10.0.0.7), port 5432 failed: timeout expired",
                "connection | db1 | pymysql.err.OperationalError: (2003, \"Can't "
                        + "connect to MySQL server on 'db1' ([Errno 111] Connection refused)\")",
                "connection | `` | pymysql.err.OperationalError: (2006, \"MySQL server "
                        + "has gone away (ConnectionResetError(104, 'Connection reset by peer'))\")",
                "connection | `` | requests.exceptions.ConnectionError: ('Connection "
                        + "aborted.', RemoteDisconnected('Remote end closed connection without "
                        + "response'))",
                "connection | `` | aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected",
                "connection | `` | google.api_core.exceptions.ServiceUnavailable: "
                        + "503 The service is currently unavailable.",
                "connection | `` | nats.errors.NoServersError: nats: no servers available for connection",
                "connection | api.binance.com:443 | ccxt.base.errors.ExchangeNotAvailable: "
                        + "binance GET https://api.binance.com/api/v3/ticker",
                "timeout | pull | ccxt.base.errors.RequestTimeout: binance GET https://api.binance.com/api/v3/ticker",
                "timeout | pull | redis.exceptions.TimeoutError: Timeout reading from socket",
                "timeout | pull | sqlalchemy.exc.TimeoutError: QueuePool limit of "
                        + "size 5 overflow 10 reached, connection timed out, timeout 30.00",
                "connection | `` | ConnectionRefusedError: [WinError 10061] No connection "
                        + "could be made because the target machine actively refused it",
                "timeout | pull | TimeoutError: [WinError 10060] A connection attempt failed",
                "timeout | pull | OSError: [Errno 110] Connection timed out",
                "connection | `` | OSError: [Errno 113] No route to host",
                "connection | feed:9092 | kafka.errors.KafkaConnectionError: KafkaConnectionError: "
                        + "Unable to connect to feed:9092",
                "timeout | pull | grpc.aio._call.AioRpcError: <AioRpcError of RPC "
                        + "that terminated with: status = StatusCode.DEADLINE_EXCEEDED",
                "other | `` | OSError: [Errno 98] Address already in use",
                "other | `` | ValueError: time data '09' does not match format",
                "other | `` | RuntimeError: generator raised StopIteration",
                "other | `` | psycopg2.errors.UniqueViolation: duplicate key value "
                        + "violates unique constraint \"connection_pkey\"",
                "other | `` | app.errors.ConfigError: no port given",
            })
    void pythonsClients(String family, String subject, String line) {
        Fault fault = FedStreams.whole(("Traceback (most recent call last):\n  File \"/srv/app/main.py\","
                                + " line 9, in load\n    pull(rates)\n"
                                + line + "\n")
                        .getBytes(StandardCharsets.UTF_8))
                .get(0);
        assertEquals(family + " " + subject, fault.family().word() + " " + fault.subject());
    }
}
