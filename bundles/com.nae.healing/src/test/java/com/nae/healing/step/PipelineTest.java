package com.nae.healing.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.healing.flow.Next;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The compiler cannot see that the pipeline has a line for each {@link Next}. */
class PipelineTest {
    @Test
    void everyEndOfAStepLeadsToAnotherStep() {
        Pipeline pipeline = new Pipeline();
        assertEquals(
                List.of(),
                Arrays.stream(Next.class.getPermittedSubclasses())
                        .filter(next -> !pipeline.leadsOnFrom(next))
                        .toList());
    }
}
