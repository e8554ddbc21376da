package dev.talaria.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretVaultTest {
    private static final String CANARY = "CANARY-71d0c2";
    private static final String PASSPHRASE = "correct horse battery staple";

    @TempDir
    Path home;

    private Path folder;
    private SecretVault vault;

    @BeforeEach
    void open() {
        folder = home.resolve("keys");
        vault = new SecretVault(folder, null);
    }

    @Test
    void keepsWhatIsSetAcrossProcesses() {
        vault.set("telegram.token", CANARY);
        vault.set("other", "value");
        SecretVault later = new SecretVault(folder, null);
        assertThat(later.resolve("telegram.token")).contains(CANARY);
        assertThat(later.names()).isEqualTo(List.of("other", "telegram.token"));
    }

    @Test
    void setReplacesAndRemoveRemoves() {
        vault.set("a", "one");
        vault.set("a", "two");
        assertThat(vault.resolve("a")).contains("two");
        assertThat(vault.remove("a")).isTrue();
        assertThat(vault.remove("a")).isFalse();
        assertThat(code(() -> vault.resolve("a"))).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void bothFilesAreTheOwnersOnlyAndNothingElseIsLeft() throws IOException {
        vault.set("a", CANARY);
        assertThat(permissions("master.key")).isEqualTo("rw-------");
        assertThat(permissions("secrets.bin")).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("master.key", "secrets.bin");
        }
    }

    @Test
    void theFileDoesNotShowTheValue() throws IOException {
        vault.set("a", CANARY);
        assertThat(new String(content(), StandardCharsets.ISO_8859_1)).doesNotContain(CANARY, "ANARY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"master.key", "secrets.bin"})
    void aWiderPermissionIsRefusedWithTheRemedy(String name) throws IOException {
        vault.set("a", CANARY);
        Path file = folder.resolve(name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        SecretException failure = failure(() -> vault.resolve("a"));
        assertThat(failure.code()).isEqualTo(Code.PERMISSIONS);
        assertThat(failure.remedy()).contains("chmod 600 " + file);
        assertThat(code(() -> vault.set("b", "value"))).isEqualTo(Code.PERMISSIONS);
    }

    @Test
    void anOpenFolderIsRefused() throws IOException {
        vault.set("a", CANARY);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(failure(() -> vault.resolve("a")).remedy()).contains("chmod 700 " + folder);
    }

    /** Each byte of the file counts: the header, the names, the nonces, the values, the seal. */
    @Test
    void anyChangedByteIsAnErrorAndNothingIsOverwritten() throws IOException {
        vault.set("first", "one");
        vault.set("second", "two");
        byte[] good = content();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            write(bad);
            assertThat(code(() -> vault.names())).as("byte " + i).isIn(Code.DAMAGED, Code.WRONG_KEY);
            assertThat(code(() -> vault.set("third", "three"))).as("byte " + i).isIn(Code.DAMAGED, Code.WRONG_KEY);
            assertThat(content()).isEqualTo(bad);
        }
    }

    @Test
    void aCutFileIsAnErrorAtAnyLength() throws IOException {
        vault.set("first", "one");
        byte[] good = content();
        for (int length = 0; length < good.length; length++) {
            write(Arrays.copyOf(good, length));
            assertThat(code(() -> vault.names())).as("length " + length).isEqualTo(Code.DAMAGED);
        }
        write(Arrays.copyOf(good, good.length + 1));
        assertThat(code(() -> vault.names())).isEqualTo(Code.DAMAGED);
    }

    /** Of two versions of the file, each sound, parts of one in the other are not. */
    @Test
    void aValueOfAnotherNameIsAnError() throws IOException {
        vault.set("aa", "one");
        vault.set("bb", "two");
        byte[] good = content();
        byte[] swapped = good.clone();
        int first = indexOf(good, "aa");
        int second = indexOf(good, "bb");
        System.arraycopy(good, second, swapped, first, 2);
        System.arraycopy(good, first, swapped, second, 2);
        write(swapped);
        assertThat(code(() -> vault.resolve("aa"))).isEqualTo(Code.DAMAGED);
    }

    @Test
    void anotherKeyIsSaidAsSuch() throws IOException {
        vault.set("a", CANARY);
        Files.writeString(folder.resolve("master.key"), "00".repeat(32));
        assertThat(code(() -> vault.names())).isEqualTo(Code.WRONG_KEY);
    }

    @Test
    void aMissingKeyIsNotMadeAnew() throws IOException {
        vault.set("a", CANARY);
        Files.delete(folder.resolve("master.key"));
        assertThat(code(() -> vault.set("b", "value"))).isEqualTo(Code.WRONG_KEY);
        assertThat(folder.resolve("master.key")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz", "00", "0123456789abcdef-CANARY-71d0c2"})
    void whatIsNoKeyIsSaidWithoutIt(String text) throws IOException {
        vault.set("a", "value");
        Files.writeString(folder.resolve("master.key"), text);
        SecretException failure = failure(() -> vault.names());
        assertThat(failure.code()).isEqualTo(Code.WRONG_KEY);
        assertThat(failure).hasNoCause();
        assertThat(failure.shown()).doesNotContain("CANARY");
    }

    @Test
    void aPassphraseNeedsNoKeyFile() {
        new SecretVault(folder, PASSPHRASE).set("a", CANARY);
        assertThat(folder.resolve("master.key")).doesNotExist();
        assertThat(new SecretVault(folder, PASSPHRASE).resolve("a")).contains(CANARY);
    }

    @Test
    void anotherPassphraseOrNoneIsSaidAsSuch() {
        new SecretVault(folder, PASSPHRASE).set("a", CANARY);
        assertThat(code(() -> new SecretVault(folder, "another").names())).isEqualTo(Code.WRONG_KEY);
        SecretException none = failure(() -> new SecretVault(folder, " ").set("b", "value"));
        assertThat(none.code()).isEqualTo(Code.WRONG_KEY);
        assertThat(none.remedy()).contains("TALARIA_PASSPHRASE");
    }

    @Test
    void aPassphraseTakesOverAtTheNextSet() {
        vault.set("a", CANARY);
        SecretVault later = new SecretVault(folder, PASSPHRASE);
        assertThat(later.resolve("a")).contains(CANARY);
        later.set("b", "value");
        assertThat(code(() -> vault.names())).isEqualTo(Code.WRONG_KEY);
        assertThat(later.resolve("a")).contains(CANARY);
    }

    /** A header that asks for fewer rounds would be a weaker key; one that asks for many, an endless wait. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 599_999, 10_000_001, -1})
    void otherRoundsAreNotTried(int rounds) throws IOException {
        SecretVault strong = new SecretVault(folder, PASSPHRASE);
        strong.set("a", CANARY);
        byte[] bytes = content();
        ByteBuffer.wrap(bytes).putInt(18, rounds);
        write(bytes);
        assertThat(code(strong::names)).isEqualTo(Code.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "a/b", "../a", "a b", "a\nb", "ä", "sk-ant-key=secret"})
    void aNameThatCannotBeOneIsRefusedWithoutIt(String name) {
        SecretException failure = failure(() -> vault.set(name, CANARY));
        assertThat(failure.code()).isEqualTo(Code.BAD_NAME);
        assertThat(failure.getMessage()).isEqualTo("That cannot be the name of a secret.");
    }

    @Test
    void aBlankOrOverlongValueChangesNothing() {
        vault.set("a", "value");
        assertThat(code(() -> vault.set("a", " \n"))).isEqualTo(Code.NOT_FOUND);
        assertThat(code(() -> vault.set("a", "x".repeat(64 * 1024 + 1)))).isEqualTo(Code.TOO_LONG);
        assertThat(vault.resolve("a")).contains("value");
        vault.set("a", "x".repeat(64 * 1024));
        assertThat(vault.resolve("a")).contains("x".repeat(64 * 1024));
    }

    @Test
    void anInterruptedThreadFinishesWhatItBegan() {
        Thread.currentThread().interrupt();
        vault.set("a", CANARY);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(vault.resolve("a")).contains(CANARY);
    }

    private byte[] content() throws IOException {
        return Files.readAllBytes(folder.resolve("secrets.bin"));
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(folder.resolve("secrets.bin"), bytes);
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private static SecretException failure(ThrowingCallable action) {
        return catchThrowableOfType(SecretException.class, action);
    }

    private static Object code(ThrowingCallable action) {
        return failure(action).code();
    }
}
