package dev.talaria.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The program that reads and changes the settings of the terminal that controls this process. */
final class Stty {
    private static final File TERMINAL = new File("/dev/tty");

    /** @return what it prints; empty if it fails, for example because there is no terminal */
    String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add("stty");
        for (String argument : arguments) {
            command.add(argument);
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? printed : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
