package dev.talaria.testkit.modal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs of this machine to their end. */
final class Programs {
    private Programs() {}

    /** @throws IOException if it fails, with what it said */
    static void run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(words.get(0) + ": " + said.strip());
        }
    }
}
