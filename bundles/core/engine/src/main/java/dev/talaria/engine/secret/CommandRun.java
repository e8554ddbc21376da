package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a program that prints a secret. What it prints on its standard error is counted and thrown away. */
final class CommandRun {
    private static final int BUFFER = 8_192;

    private final Process process;
    private final ExecutorService readers;

    CommandRun(Process process, ExecutorService readers) {
        this.process = process;
        this.readers = readers;
    }

    /** @throws SecretException if it fails, takes longer or prints more than 64 kB */
    String output(String shown, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Future<byte[]> printed = readers.submit(bounded(process.getInputStream()));
        Future<Long> complaints = readers.submit(() -> count(process.getErrorStream()));
        try {
            byte[] bytes = printed.get(left(deadline), TimeUnit.NANOSECONDS);
            if (bytes.length > SecretLimits.BYTES) {
                throw SecretFailures.tooLong(shown);
            }
            if (!process.waitFor(left(deadline), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw failed(shown, complaints.get(left(deadline), TimeUnit.NANOSECONDS));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw new SecretException(
                    Code.TIMEOUT,
                    shown + " did not end within " + limit.toMillis() / 1_000.0 + " s and was stopped.",
                    "Run it yourself: perhaps it waits for a passphrase. It gets no input and no terminal.",
                    null);
        } catch (ExecutionException e) {
            throw new SecretException(
                    Code.FAILED, "What " + shown + " prints cannot be read.", "Run it yourself to see why.", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretException(Code.FAILED, shown + " was interrupted.", "Try again.", null);
        } finally {
            end();
        }
    }

    private SecretException failed(String shown, long complaints) {
        return new SecretException(
                Code.FAILED,
                shown + " failed with exit code " + process.exitValue() + " and " + complaints
                        + " bytes on its standard error, which are not shown since they might hold the secret.",
                "Run it yourself to see why.",
                null);
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static long left(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private static Callable<byte[]> bounded(InputStream in) {
        return () -> in.readNBytes(SecretLimits.BYTES + 1);
    }

    private static long count(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count += read;
        }
        return count;
    }
}
