package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkspaceTest {
    /** Stores of earlier versions are found by it. */
    @Test
    void theKeyIsTheFirstHalfOfTheHashOfThePath() {
        assertThat(Workspace.keyOf("/gone/from/here")).isEqualTo("22a9848b206b4507640812abe92ae776");
    }
}
