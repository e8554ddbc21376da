package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * The process that {@link PowerCutTest} watches: writers that commit, and say so on standard output with one system call
 * per commit. It ends without closing the store, as a power cut would end it.
 */
final class PowerCutWriter {
    private static final int EVENT_BYTES = 12_000;

    private PowerCutWriter() {}

    /** @param arguments folder, writers, commits of each, {@code as-it-is} or {@code without-sync} */
    public static void main(String[] arguments) throws InterruptedException {
        SqliteStore store = SqliteStore.open(Path.of(arguments[0]), Clock.systemUTC(), StoreOptions.defaults());
        if (arguments[3].equals("without-sync")) {
            store.writeOutside("PRAGMA synchronous = OFF");
        }
        int writers = Integer.parseInt(arguments[1]);
        CountDownLatch done = new CountDownLatch(writers);
        for (int i = 0; i < writers; i++) {
            String stream = "writer-" + i;
            Thread writer = new Thread(() -> {
                commitAll(store, stream, Integer.parseInt(arguments[2]));
                done.countDown();
            });
            writer.start();
        }
        done.await();
        Runtime.getRuntime().halt(0);
    }

    private static void commitAll(SqliteStore store, String stream, int commits) {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int number = 1; number <= commits; number++) {
            store.commit(Batch.builder()
                    .append(stream, number - 1, List.of(new EventRecord("test", 1, bytes(stream, number), null)))
                    .build());
            try {
                out.write(("ACK " + stream + " " + number + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new IllegalStateException("Nobody reads", e);
            }
        }
    }

    static byte[] bytes(String stream, long number) {
        byte[] bytes = new byte[EVENT_BYTES];
        new Random(stream.hashCode() * 1_000_003L + number).nextBytes(bytes);
        return bytes;
    }
}
