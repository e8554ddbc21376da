package dev.talaria.tools.file;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.Patch;
import java.util.List;
import java.util.Optional;

/** The shortest difference of two lists, unless they are so different that the search would take too much. */
final class BoundedDiff {
    /** Time and memory grow with the square of this. */
    private static final int MOST_STEPS = 1_000;

    private BoundedDiff() {}

    static Optional<Patch<String>> of(List<String> old, List<String> now) {
        try {
            return Optional.of(DiffUtils.diff(old, now, new Limit()));
        } catch (TooDifferent e) {
            return Optional.empty();
        }
    }

    private static final class TooDifferent extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooDifferent() {
            super(null, null, false, false);
        }
    }

    /** The library tells of its steps and can be stopped in no other way. */
    private static final class Limit implements DiffAlgorithmListener {
        private int steps;

        @Override
        public void diffStart() {
            steps = 0;
        }

        @Override
        public void diffStep(int value, int max) {
            steps++;
            if (steps > MOST_STEPS) {
                throw new TooDifferent();
            }
        }

        @Override
        public void diffEnd() {
            steps = 0;
        }
    }
}
