package dev.talaria.checkpoint.git;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What the files of a workspace looked like at its newest checkpoint, so that unchanged ones are not read again. It
 * counts only for the checkpoint that it names: content that only a dropped checkpoint held may be gone. A damaged or
 * missing index costs time and nothing else.
 */
final class SnapshotIndex {
    private static final int FORMAT = 0x54414c31;
    private static final int SUM_BYTES = Long.BYTES;

    private final Path file;

    SnapshotIndex(Path file) {
        this.file = file;
    }

    /** Empty unless it belongs to this checkpoint. */
    Map<String, Entry> read(ObjectId checkpoint) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int length = bytes.length - SUM_BYTES;
            if (length < 0
                    || sum(bytes, length) != input(bytes, length, SUM_BYTES).readLong()) {
                return Map.of();
            }
            DataInputStream in = input(bytes, 0, length);
            return in.readInt() == FORMAT && id(in).equals(checkpoint) ? entries(in) : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    void write(ObjectId checkpoint, Snapshot snapshot) throws IOException {
        List<Entry> trusted = snapshot.entries().values().stream()
                .filter(entry -> WorkspaceReader.isTrusted(entry, snapshot))
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        checkpoint.copyRawTo(out);
        out.writeInt(trusted.size());
        for (Entry entry : trusted) {
            write(entry, out);
        }
        byte[] written = bytes.toByteArray();
        out.writeLong(sum(written, written.length));
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, bytes.toByteArray());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Entry entry, DataOutputStream out) throws IOException {
        out.writeUTF(entry.path());
        out.writeInt(entry.mode().getBits());
        entry.content().copyRawTo(out);
        out.writeLong(entry.stamp().size());
        out.writeLong(entry.stamp().modifiedNanos());
        out.writeLong(entry.stamp().file());
        out.writeInt(entry.stamp().mode());
        out.writeBoolean(entry.ownerOnly());
    }

    private static Map<String, Entry> entries(DataInputStream in) throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String path = in.readUTF();
            FileMode mode = FileMode.fromBits(in.readInt());
            ObjectId content = id(in);
            Stamp stamp = new Stamp(in.readLong(), in.readLong(), in.readLong(), in.readInt());
            entries.put(path, new Entry(path, mode, content, stamp, in.readBoolean()));
        }
        return entries;
    }

    private static ObjectId id(DataInputStream in) throws IOException {
        return ObjectId.fromRaw(in.readNBytes(Constants.OBJECT_ID_LENGTH));
    }

    private static DataInputStream input(byte[] bytes, int from, int length) {
        return new DataInputStream(new ByteArrayInputStream(bytes, from, length));
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(Arrays.copyOf(bytes, length));
        return sum.getValue();
    }
}
