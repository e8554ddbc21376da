package dev.talaria.deploy.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.health.Health;
import dev.talaria.api.health.Health.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundlesProbeTest {
    @Test
    void aProblemOfTheEngineIsDownAndOneOfAnAddOnDegraded() {
        BundleProblem vital = new BundleProblem("dev.talaria.engine 1.0.0", "it fails.", "Correct it.");
        BundleProblem other = new BundleProblem("dev.talaria.engineering 1.0.0", "it waits.", "Install it.");
        assertThat(new BundlesProbe(() -> List.of(vital, other)).check())
                .containsExactly(
                        Health.down("dev.talaria.engine 1.0.0: it fails.", "Correct it."),
                        Health.degraded("dev.talaria.engineering 1.0.0: it waits.", "Install it."));
        assertThat(new BundlesProbe(List::of).check()).singleElement().satisfies(health -> assertThat(health.state())
                .isEqualTo(State.OK));
    }
}
