package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.testkit.store.BlobStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path root;

    @Override
    protected BlobStore open(Path place) {
        return FileBlobStore.open(place);
    }

    @Override
    protected void close(BlobStore opened) {
        ((FileBlobStore) opened).close();
    }

    @Override
    protected void damage(BlobStore opened, Path place, String hash, byte[] bytes) {
        try {
            Files.write(file(place, hash), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected long count(BlobStore opened, Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path place, String hash) {
        return place.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }

    @Test
    void whatAKilledProcessLeftUnfinishedIsRemoved() throws IOException {
        FileBlobStore.open(root).close();
        Path leftover = Files.writeString(root.resolve("tmp").resolve("put1.tmp"), "half of i");

        FileBlobStore.open(root).close();

        assertThat(leftover).doesNotExist();
    }

    @Test
    void aBlobThatCannotBeWrittenIsAnErrorThatSaysWhere() throws IOException {
        try (FileBlobStore blobs = FileBlobStore.open(root)) {
            Files.delete(root.resolve("tmp"));

            StoreException failed =
                    catchThrowableOfType(StoreException.class, () -> blobs.put(new byte[] {'a', 'b', 'c'}));

            assertThat(failed.code()).isEqualTo(StoreException.Code.IO);
            assertThat(failed.getMessage()).contains(root.resolve("ba").toString());
            assertThat(failed.remedy()).contains("disk");
            Files.createDirectory(root.resolve("tmp"));
            assertThat(blobs.put(new byte[] {'a', 'b', 'c'})).startsWith("ba78");
        }
    }
}
