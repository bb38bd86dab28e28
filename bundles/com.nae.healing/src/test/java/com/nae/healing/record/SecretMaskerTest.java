package com.nae.healing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs print, and what of it is shown. */
class SecretMaskerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASS=hunter2",
                "password: hunter2",
                "dbPassword = \"hunter2\"",
                "+    db_password = 'hun(ter2hunter2'",
                "{'secret_key': 'hunter2'}",
                "{\"accessToken\":\"hunter2\"}",
                "mysql --user bob --password hunter2",
                "mysql --password=hunter2",
                "psql postgres://bob:hunter2@db/x",
                "redis://:hunter2@cache:6379",
                "Authorization: Bearer hunter2hunter2",
                "authorization: basic aHVudGVyMjpodW50ZXIyhunter2",
                "GET /?token=hunter2&x=1",
                "x-api-key: hunter2",
                "-client_secret=hunter2",
                "PGPASSWORD=hunter2 psql",
                "csrfToken='hunter2'",
                "tool -token hunter2 -v"
            })
    void aSecretIsNotShown(String line) {
        assertFalse(SecretMasker.mask(line).contains("hunter2"), SecretMasker.mask(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+key = os.environ['API_KEY']",
                "-        self.told[what] += 1",
                "KeyError: 'step'",
                "passes = 3",
                "key = 'step'",
                "--verbose yes",
                "author = 'bob'",
                "token = None",
                "password = getpass()",
                "http://db:5432/x",
                "ssh bob@host:22"
            })
    void whatIsNoneIs(String line) {
        assertEquals(line, SecretMasker.mask(line));
    }

    @Test
    void theValueOfASecretVariableIsNotShownWhereverItStands() {
        List<String> secrets = SecretMasker.of(
                Map.of("API_TOKEN", "t0ken-value", "STEP", "12345", "DB_PASSWORD", "abc", "DB_SECRET", "s3cr3t"));
        assertEquals(
                "login of *** failed at step 12345 (***), abc",
                SecretMasker.without(secrets, "login of t0ken-value failed at step 12345 (s3cr3t), abc"));
        assertTrue(SecretMasker.of(Map.of()).isEmpty());
    }
}
