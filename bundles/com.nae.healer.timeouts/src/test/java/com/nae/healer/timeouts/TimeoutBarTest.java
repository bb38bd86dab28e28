package com.nae.healer.timeouts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.SourceInspector.Answer;
import com.nae.source.python.PythonInspectors;
import com.nae.source.python.samples.FolderWorkspace;
import com.nae.source.python.samples.HealerSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The repair rate of timeouts, in small programs with the limit in many forms and places. The value that decides the
 * limit is doubled, and nothing else is changed. A value that is no limit, is computed, or is ambiguous stays. The
 * numbers are printed.
 */
class TimeoutBarTest {
    /** Calls that fail; {@code T} is the expression of the limit. */
    private static final List<String> CALLS = List.of(
            "requests.get(url, timeout=T)",
            "urllib.request.urlopen(url, None, T)",
            "urllib.request.urlopen(url, timeout=T)",
            "socket.create_connection(address, T)",
            "sock.settimeout(T)",
            "queue.get(True, T)",
            "queue.get(timeout=T)",
            "future.result(T)",
            "process.communicate(None, T)",
            "process.wait(T)",
            "lock.acquire(True, T)",
            "subprocess.run(command, check=True, timeout=T)",
            "http.client.HTTPConnection('rates', 80, T)",
            "client.fetch(url, request_timeout=T)",
            "session.get(url, timeout=aiohttp.ClientTimeout(total=T))",
            "httpx.get(url, timeout=httpx.Timeout(T))",
            "select.select([sock], [], [], T)",
            "concurrent.futures.as_completed(tasks, T)",
            "smtplib.SMTP('mail', 25, None, T)",
            "psycopg2.connect(dsn, connect_timeout=T)");

    /**
     * The origins of the limit: a program with {@code CALL} on the line that fails, the expression of the call, and the
     * deciding number {@code N}.
     */
    private static final List<String[]> PLACES = List.of(
            new String[] {"def ask():\n    return CALL\n", "N"},
            new String[] {"def ask():\n    return CALL\n", "float(N)"},
            new String[] {"LIMIT = N  # seconds\n\n\ndef ask():\n    return CALL\n", "LIMIT"},
            new String[] {"LIMIT: float = N\n\n\ndef ask():\n    return CALL\n", "LIMIT"},
            new String[] {"def ask(limit=N):\n    return CALL\n", "limit"},
            new String[] {"def ask(*, limit: float = N):\n    return CALL\n", "limit"},
            new String[] {"def ask():\n    limit = N\n    return CALL\n", "limit"},
            new String[] {"class Client:\n    LIMIT = N\n\n    def ask(self):\n        return CALL\n", "self.LIMIT"},
            new String[] {
                "class Client:\n    def __init__(self):\n        self.limit = N\n\n "
                        + "   def ask(self):\n        return CALL\n",
                "self.limit"
            },
            new String[] {
                "class Client:\n    def __init__(self, limit=N):\n        self.limit "
                        + "= limit\n\n    def ask(self):\n        return CALL\n",
                "self.limit"
            },
            new String[] {
                "OPTIONS = {'retries': 3, 'timeout': N}\n\n\ndef ask():\n    return CALL\n", "OPTIONS['timeout']"
            },
            new String[] {
                "@dataclass\nclass Settings:\n    limit: float = N\n\n\nsettings "
                        + "= Settings()\n\n\ndef ask():\n    return CALL\n",
                "settings.limit"
            },
            new String[] {"def ask():\n    return CALL\n", "timedelta(seconds=N).total_seconds()"});

    private static final List<String> NUMBERS = List.of("0.5", "2", "1.5", "10");

    /** Numbers and units in other forms, before and after. */
    private static final Map<String, String> FORMS = Map.of(
            "requests.get(url, timeout=5e-1)",
            "requests.get(url, timeout=1)",
            "requests.get(url, timeout=.5)",
            "requests.get(url, timeout=1.0)",
            "requests.get(url, timeout=0x2)",
            "requests.get(url, timeout=4)",
            "client.get(url, timeout_ms=1_500)",
            "client.get(url, timeout_ms=3000)",
            "requests.get(url, timeout=(3.05, 0.5))",
            "requests.get(url, timeout=(3.05, 1.0))",
            "requests.get(url, timeout=50)",
            "requests.get(url, timeout=60)");

    /** Programs in which nothing may be raised; the last line fails. */
    private static final List<String> LEFT_ALONE = List.of(
            "requests.get(url)",
            "requests.get(url, timeout=None)",
            "requests.get(url, timeout=limit())",
            "time.sleep(2)",
            "requests.get(url, retries=2)",
            "signal.signal(signal.SIGALRM, on_timeout)",
            "requests.get(url, timeout=0)",
            "requests.get(url, timeout=-1)",
            "requests.get(url, timeout=60)",
            "requests.get(url, timeout=True)",
            "LIMIT = 2\nLIMIT = 3\nrequests.get(url, timeout=LIMIT)",
            "LIMIT = 2 if fast else 3\nrequests.get(url, timeout=LIMIT)",
            "a.get(url, timeout=2)\nb.get(url, timeout=3)\nc()",
            "for limit in (1, 2):\n    requests.get(url, timeout=limit)",
            "from elsewhere import LIMIT\nrequests.get(url, timeout=LIMIT)",
            "LIMIT = 2\ndef faster():\n    global LIMIT\n    LIMIT = 1\nrequests.get(url, timeout=LIMIT)",
            "requests.get(url, on_timeout=2)",
            "x = 'timeout=2'",
            "requests.get(url, timeout=random.choice([1, 2]))",
            "T = 1\nT += 1\nrequests.get(url, timeout=T)",
            "T = 1\nfor i in range(3):\n    T = 2\nrequests.get(url, timeout=T)",
            "httpx.get(url, timeout=httpx.Timeout(5, read=0.5))",
            "aiohttp.ClientTimeout(total=2, connect=0.5)",
            "deadline = time.time() + 2\nq.get(timeout=deadline - time.time())",
            "requests.get(url, timeout=\"soon\")");

    @TempDir
    Path root;

    private final PythonInspectors inspectors = new PythonInspectors();
    private final List<String> wrong = new ArrayList<>();
    private int right;
    private int refused;

    @Test
    void whatDecidesTheLimitIsDoubledAndNothingElse() throws IOException {
        int n = 0;
        for (String[] place : PLACES) {
            for (String call : CALLS) {
                raised(place[0].replace("CALL", call.replace("T)", place[1] + ")")), NUMBERS.get(n++ % NUMBERS.size()));
            }
        }
        System.out.println("limits: " + right + " right, " + wrong.size() + " wrong, " + refused + " refused");
        assertEquals(List.of(), wrong);
        assertTrue(right > 0.95 * (right + refused), () -> refused + " refused of " + right);
    }

    private void raised(String program, String number) throws IOException {
        String source = program.replaceFirst("\\bN\\b", number);
        int line = (int) source.lines().count();
        Answer answer = ask(source, line);
        String expected = program.replaceFirst("\\bN\\b", doubled(number));
        if (answer.edit().isEmpty()) {
            refused++;
            System.out.println("refused: " + source.replace("\n", " | ") + answer.facts());
        } else if (new String(
                        HealerSample.apply(answer.edit().get(), source.getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8)
                .equals(expected)) {
            right++;
        } else {
            wrong.add(source + " -> " + answer.facts());
        }
    }

    private static String doubled(String number) {
        return number.contains(".")
                ? String.valueOf(Double.parseDouble(number) * 2)
                : String.valueOf(Integer.parseInt(number) * 2);
    }

    @Test
    void otherFormsOfNumbersAndUnitsKeepTheirMeaning() throws IOException {
        for (Map.Entry<String, String> form : FORMS.entrySet()) {
            Answer answer = ask(form.getKey() + "\n", 1);
            String after = answer.edit()
                    .map(e -> new String(
                            HealerSample.apply(e, (form.getKey() + "\n").getBytes(StandardCharsets.UTF_8)),
                            StandardCharsets.UTF_8))
                    .orElse("")
                    .strip();
            if (!after.equals(form.getValue())) {
                wrong.add(form.getKey() + " became " + after + answer.facts());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void whatIsNoLimitOrNotForCertainIsLeftAlone() throws IOException {
        for (String program : LEFT_ALONE) {
            Answer answer = ask(program + "\n", (int) program.lines().count());
            if (answer.edit().isPresent() || answer.fact("variable").isPresent()) {
                wrong.add(program + " -> " + answer.facts());
            }
        }
        assertEquals(List.of(), wrong);
    }

    private Answer ask(String source, int line) throws IOException {
        Files.writeString(root.resolve("main.py"), source);
        return new FolderWorkspace(root, List.of("python3", "main.py"), Map.of(), inspectors)
                .inspector()
                .orElseThrow()
                .ask("limit", Map.of("file", "main.py", "line", String.valueOf(line), "cap", "60", "evidence", ""));
    }
}
