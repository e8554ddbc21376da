package dev.talaria.testkit.modal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Named pipes to be used again. The JDK shuts its own when the program is reaped, whoever else still writes to it. */
final class Pipes {
    private static final int AT_ONCE = 16;

    private final Path directory;
    private final Deque<Path> free = new ArrayDeque<>();
    private int made;

    Pipes(Path directory) {
        this.directory = directory;
    }

    synchronized Path take() throws IOException, InterruptedException {
        if (free.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("mkfifo"));
            for (int i = 0; i < AT_ONCE; i++) {
                Path pipe = directory.resolve("pipe-" + made++);
                free.add(pipe);
                words.add(pipe.toString());
            }
            Programs.run(words);
        }
        return free.pop();
    }

    /** Once nobody writes to it any more. */
    synchronized void giveBack(Path pipe) {
        free.push(pipe);
    }
}
