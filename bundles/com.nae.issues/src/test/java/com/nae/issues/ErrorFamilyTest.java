package com.nae.issues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.issues.track.Fault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Exception lines of client libraries and drivers. */
class ErrorFamilyTest {
    @ParameterizedTest
    @CsvFileSource(resources = "error-families.csv", delimiter = '|', quoteCharacter = '`')
    void theExceptionLineOfAClientGivesFamilyAndSubject(String family, String subject, String line) {
        Fault fault = FedStreams.whole(("Traceback (most recent call last):\n  File \"/srv/app/main.py\","
                                + " line 9, in load\n    pull(rates)\n"
                                + line + "\n")
                        .getBytes(StandardCharsets.UTF_8))
                .get(0);
        assertEquals(family + " " + subject, fault.family().word() + " " + fault.subject());
    }
}
