package dev.talaria.testkit.env;

import java.util.Optional;

/** Something real that a test needs and a machine may not have: a daemon, a model. Has a constructor without arguments. */
public interface Backend {
    /** The JUnit tag of its tests, and its name in {@code TALARIA_REQUIRE}: {@code docker}. */
    String name();

    /** Looks for it. Empty: it is there. Else what is missing and what to do about it, as a sentence or two. */
    Optional<String> missing();
}
