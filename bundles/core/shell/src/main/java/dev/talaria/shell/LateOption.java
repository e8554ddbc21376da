package dev.talaria.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Karaf takes an option behind an argument for one more argument; people write it there all the same. */
final class LateOption {
    private LateOption() {}

    /**
     * @param given whether the option stood where Karaf looks for it
     * @param rest what stands behind the last argument; null for nothing
     * @throws IllegalArgumentException if something else stands there, with the hint and without the words
     */
    static boolean isGiven(boolean given, @Nullable List<String> rest, String option, String hint) {
        if (rest == null || rest.isEmpty()) {
            return given;
        }
        if (!rest.equals(List.of(option))) {
            throw new IllegalArgumentException(hint);
        }
        return true;
    }
}
