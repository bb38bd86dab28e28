package com.nae.healer.timeouts;

import com.nae.source.python.PythonInspectors;
import com.nae.source.python.samples.HealerSample;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The result of each folder of {@code samples/} is the one in its case.json. */
class TimeoutSamplesTest {
    private final PythonInspectors inspectors = new PythonInspectors();

    @TestFactory
    Stream<DynamicTest> samples() throws IOException {
        return HealerSample.tests(new TimeoutHealer(java.util.Map.of()), inspectors);
    }
}
