package dev.talaria.launcher;

import dev.talaria.launcher.prepared.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The system properties that put Karaf on a read-only assembly and a writable home. */
final class KarafProperties {
    private KarafProperties() {}

    /** Also readies the directories that they name. */
    static void set(Path assembly, TalariaHome home) throws IOException {
        Path data = home.cache().resolve("karaf-" + karafVersion());
        new FrameworkCache(data, new Places(home.root(), assembly)).discardIfStale();
        Path temporary = Files.createDirectories(data.resolve("tmp"));
        set("talaria.home", home.root());
        set("karaf.home", assembly);
        set("karaf.base", home.root());
        set("karaf.etc", home.etc());
        set("karaf.data", data);
        set("karaf.log", home.logs());
        set("karaf.instances", Files.createDirectories(home.cache().resolve("instances")));
        set("karaf.history", home.root().resolve("shell.history"));
        set("java.io.tmpdir", temporary);
        set("java.util.logging.config.file", home.etc().resolve("java.util.logging.properties"));
        // EmbeddedKaraf stops the framework on every signal, Karaf alone only on SIGTERM.
        System.setProperty("karaf.handle.sigterm", "false");
        // JLine would draw lines with the character set of a VT100, which terminals with UTF-8 do not switch to.
        System.setProperty("org.jline.utils.disableAlternateCharset", "true");
    }

    private static String karafVersion() {
        return org.apache.karaf.main.Main.class.getPackage().getImplementationVersion();
    }

    private static void set(String name, Path value) {
        System.setProperty(name, value.toString());
    }
}
