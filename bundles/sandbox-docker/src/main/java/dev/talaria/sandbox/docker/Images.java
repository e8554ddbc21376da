package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxException.Code;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** The daemon's images. */
record Images(Daemon daemon) {
    /**
     * Sees to it that the image is there.
     *
     * @return the user that the image names; empty for root
     * @param pull as in {@link DockerConfig#pull}
     * @throws SandboxException IMAGE or AUTHENTICATION, if it cannot be had
     * @throws CancellationException if it was stopped
     */
    String ensure(String image, String pull, Consumer<String> progress, Cancellation cancellation) {
        Optional<String> user = pull.equals("always") ? Optional.empty() : user(image);
        if (user.isPresent()) {
            return user.get();
        }
        if (pull.equals("never")) {
            throw new SandboxException(
                    Code.IMAGE,
                    "The image " + image + " is not at the daemon, and pull = never.",
                    "Run: docker pull " + image + ", or set pull = missing.",
                    null);
        }
        pull(image, progress, cancellation);
        return user(image).orElse("");
    }

    /** The user that an image names; empty if there is no such image. */
    Optional<String> user(String image) {
        try {
            ContainerConfig config =
                    daemon.client().inspectImageCmd(image).exec().getConfig();
            return Optional.of(config == null || config.getUser() == null ? "" : config.getUser());
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw DockerErrors.of(daemon.endpoint(), "The image " + image + " cannot be looked at", "", e);
        }
    }

    private void pull(String image, Consumer<String> progress, Cancellation cancellation) {
        PullImageCmd command = daemon.client().pullImageCmd(image);
        if (!image.contains("@") && image.lastIndexOf(':') <= image.lastIndexOf('/')) {
            command.withTag("latest");
        }
        cancellation.throwIfCancelled();
        Pull pull = new Pull(image, progress);
        try (Cancellation.Registration stop = cancellation.onCancel(pull::close)) {
            command.exec(pull);
            Optional<Throwable> failure = pull.await();
            cancellation.throwIfCancelled();
            if (failure.isPresent()) {
                throw refused(image, failure.get());
            }
        } catch (InterruptedException e) {
            pull.close();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while " + image + " was pulled");
        }
    }

    private SandboxException refused(String image, Throwable failure) {
        if (failure.getCause() instanceof IOException || failure instanceof IOException) {
            return DockerErrors.of(daemon.endpoint(), "", "", new IOException(failure));
        }
        String said = DockerErrors.reason(failure);
        String words = said.toLowerCase(Locale.ROOT);
        String what = "The image " + image + " could not be pulled: " + said + ".";
        if (words.contains("unauthorized")
                || words.contains("denied")
                || words.contains("no basic auth")
                || words.contains("authentication required")) {
            return new SandboxException(
                    Code.AUTHENTICATION,
                    what,
                    "If its name is right, run: docker login " + host(image) + " as the user of Talaria, without a"
                            + " credential store.",
                    failure);
        }
        if (words.contains("toomanyrequests")) {
            return new SandboxException(
                    Code.QUOTA, what, "Wait, run docker login, or use a mirror of the registry.", failure);
        }
        boolean unknown = words.contains("not found")
                || words.contains("manifest unknown")
                || words.contains("invalid reference");
        return new SandboxException(
                Code.IMAGE,
                what,
                unknown
                        ? "Correct the key image."
                        : "Let the daemon's host reach the registry, or load the image there: docker load.",
                failure);
    }

    private static String host(String image) {
        String registry = RegistryAccess.registry(image);
        return registry.startsWith("https://") ? "" : registry;
    }
}
