package dev.talaria.api.base;

/** Bytes in memory; equal to others of the same hash. */
final class MemoryBlob implements Blob {
    private final String hash;
    private final byte[] bytes;

    MemoryBlob(String hash, byte[] bytes) {
        this.hash = hash;
        this.bytes = bytes;
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob blob && blob.hash().equals(hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
