package dev.talaria.deploy.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.deploy.blame.AbandonedCalls.Call;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbandonmentTest {
    @Test
    void callsAreCountedAndNamedByBundle() {
        List<BundleProblem> problems = Abandonment.problems(List.of(
                new Call("b 1.0.0", "late", Instant.ofEpochSecond(60), "B.late(B.java:2)"),
                new Call("b 1.0.0", "spin", Instant.EPOCH, "B.spin(B.java:1)"),
                new Call("a 1.0.0", "wait", Instant.EPOCH, "A.call(A.java:1)")));
        assertThat(problems).extracting(BundleProblem::bundle).containsExactly("a 1.0.0", "b 1.0.0");
        assertThat(problems.get(0).cause()).startsWith("1 call of wait did not end when told to");
        assertThat(problems.get(1).cause())
                .startsWith("2 calls of late, spin did not end")
                .contains("since 1970-01-01T00:00:00Z at B.spin(B.java:1)");
        assertThat(problems.get(1).remedy()).contains("talaria restart");
    }
}
