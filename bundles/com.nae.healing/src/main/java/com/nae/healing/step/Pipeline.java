package com.nae.healing.step;

import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The map from the {@link Next} that ends a step to the step that follows. No step knows another one.
 *
 * <p>Each line names a {@link Next}, the step to which it leads, and, in the comment, what that step can end with.
 */
public final class Pipeline implements BiFunction<Case, Next, Step> {
    private final Map<Class<? extends Next>, BiFunction<Case, Next, Step>> steps = new HashMap<>();

    public Pipeline() {
        on(Next.Establish.class, Establishing::new); // Propose, Promote, AwaitApproval, Revert, End
        on(Next.Propose.class, Proposing::new); // Choose, Propose again later, End
        on(Next.Choose.class, Choosing::new); // Reproduce, Queue, AwaitEndpoint, Restart, End
        on(Next.Queue.class, Queued::new); // Propose, once the other repair has ended
        on(Next.AwaitEndpoint.class, AwaitingEndpoint::new); // End
        on(Next.Restart.class, Restarting::new); // End, Choose
        on(Next.Reproduce.class, Reproducing::new); // Apply, AwaitApproval, Choose
        on(Next.Apply.class, Applying::new); // Verify, Revert
        on(Next.Verify.class, Verifying::new); // Promote, AwaitApproval, Heal, Extend, Revert, End
        on(Next.Extend.class, Extending::new); // Apply, Revert
        on(Next.AwaitApproval.class, AwaitingApproval::new); // Apply, Promote
        on(Next.Promote.class, Promoting::new); // Observe, Revert
        on(Next.Observe.class, Observing::new); // Heal, Revert
        on(Next.Heal.class, Healed::new); // End
        on(Next.Revert.class, Reverting::new); // Choose, Propose, End
        on(Next.End.class, Closed::new);
    }

    private <N extends Next> void on(Class<N> next, BiFunction<Case, N, Step> step) {
        steps.put(next, (c, is) -> step.apply(c, next.cast(is)));
    }

    @Override
    public Step apply(Case c, Next next) {
        return steps.get(next.getClass()).apply(c, next);
    }

    /** Whether a step follows from this kind of {@link Next}. */
    boolean leadsOnFrom(Class<?> next) {
        return steps.containsKey(next);
    }
}
