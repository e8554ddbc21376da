package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Images as files: those that are there, and those that are built once from elsewhere. */
final class Images {
    private static final String SOURCE = "(?s)[a-z][a-z0-9+-]*://.+|(?:docker|oci)-archive:.+|oci:.+";

    private final Program program;
    private final Settings settings;

    Images(Program program, Settings settings) {
        this.program = program;
        this.settings = settings;
    }

    /**
     * The image as a file or a folder.
     *
     * @throws SandboxException IMAGE, if it cannot be had
     */
    Path get(Consumer<String> progress, Cancellation cancellation) {
        String image = settings.image();
        if (image.startsWith("/")) {
            return there(Path.of(image));
        }
        if (!image.matches(SOURCE)) {
            throw failure("image = '" + image + "' is neither an absolute path nor a source.", null);
        }
        Path built = settings.cache().resolve(fileName(image));
        try {
            if (!Files.exists(built)) {
                build(image, built, progress, cancellation);
            }
            return built;
        } catch (IOException e) {
            throw failure("The image " + image + " cannot be kept in " + settings.cache() + ": " + e, e);
        }
    }

    private Path there(Path image) {
        if (!Files.isReadable(image)) {
            throw failure("There is no image " + image + " that can be read.", null);
        }
        if (Files.isDirectory(image) && !Files.exists(image.resolve(".singularity.d/actions/start"))) {
            throw new SandboxException(
                    SandboxException.Code.IMAGE,
                    "The folder " + image + " is no image that an instance can be started from.",
                    "Make one of it: " + program.path() + " build --sandbox NEW_FOLDER " + image,
                    null);
        }
        return image;
    }

    /** What people recognise, and what makes it unique. */
    static String fileName(String image) {
        String readable = image.replaceAll("[^A-Za-z0-9._-]+", "-");
        return readable.substring(Math.max(0, readable.length() - 60)).replaceAll("^[.-]+", "") + "-"
                + UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 8)
                + ".sif";
    }

    /** What is half built has another name, and whoever built it and is gone holds no lock. */
    private void build(String image, Path built, Consumer<String> progress, Cancellation cancellation)
            throws IOException {
        Runnable waiting = () -> progress.accept("waiting: " + image + " is being built already");
        HostLock lock = HostLock.take(built.resolveSibling(built.getFileName() + ".lock"), waiting, cancellation);
        try (lock) {
            if (Files.exists(built)) {
                return;
            }
            removeParts(built);
            Path part = built.resolveSibling(built.getFileName() + ".part");
            try {
                Path temporary = Files.createDirectory(built.resolveSibling(built.getFileName() + ".tmp"));
                run(image, part, temporary, progress, cancellation);
                Files.move(part, built, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                removeParts(built);
            }
        }
    }

    private void run(String image, Path part, Path temporary, Consumer<String> progress, Cancellation cancellation) {
        program.version(cancellation);
        progress.accept("building " + image);
        List<String> words = new ArrayList<>(List.of("build", "--force"));
        if (settings.plainHttp()) {
            words.add("--no-https");
        }
        words.addAll(List.of(part.toString(), image));
        Map<String, String> folders =
                Map.of("APPTAINER_TMPDIR", temporary.toString(), "SINGULARITY_TMPDIR", temporary.toString());
        HostProcess.Outcome outcome = program.run(
                words, folders, settings.build(), line -> progress.accept(withoutLevel(line)), cancellation);
        if (!outcome.ok() || !Files.exists(part)) {
            throw failure("The image " + image + " cannot be had: " + StartFailure.reason(outcome.text()), null);
        }
    }

    private static String withoutLevel(String line) {
        return line.replaceFirst("^(?:INFO|WARNING|FATAL|ERROR):\\s+", "");
    }

    private static void removeParts(Path built) throws IOException {
        String begin = built.getFileName().toString();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(built.getParent(), begin + ".{part,tmp}*")) {
            for (Path part : parts) {
                Trees.delete(part);
            }
        }
    }

    private SandboxException failure(String what, @Nullable Throwable cause) {
        return new SandboxException(
                SandboxException.Code.IMAGE,
                what,
                "Set image to docker://NAME:TAG, to the absolute path of a .sif file, or of a folder made with '"
                        + program.path() + " build --sandbox'. For a private registry: " + program.path()
                        + " registry login.",
                cause);
    }
}
