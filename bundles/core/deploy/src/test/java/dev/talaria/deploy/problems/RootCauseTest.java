package dev.talaria.deploy.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
    @Test
    void theLastCauseIsShown() {
        assertThat(ProblemFinder.rootCause(
                        "a.Wrapped: x\n\tat a.B.c(B.java:1)\nCaused by: a.Root: no port\n\t... 3 more\n"))
                .isEqualTo("a.Root: no port");
        assertThat(ProblemFinder.rootCause("")).isEmpty();
    }

    @Test
    void anExceptionOfTalariaKnowsMoreThanItsCause() {
        assertThat(ProblemFinder.rootCause("java.lang.reflect.InvocationTargetException\n"
                        + "Caused by: dev.talaria.api.store.StoreException: talaria.db is read-only. Remount it.\n"
                        + "\tat a.B.c(B.java:1)\n"
                        + "Caused by: org.sqlite.SQLiteException: [SQLITE_READONLY]\n"))
                .isEqualTo("dev.talaria.api.store.StoreException: talaria.db is read-only. Remount it.");
    }
}
