package dev.talaria.shell.attach;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A client's standard input, as far as it was asked for. The one thread that hears the client adds, the command reads.
 */
final class ClientInput extends InputStream {
    private static final int MOST_WAITING_BYTES = 1 << 20;

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private final Asking asking;
    private int waitingBytes;
    private int read; // of the first chunk
    private boolean all;
    private boolean ended;

    /** Tells the client to send more. */
    @FunctionalInterface
    interface Asking {
        void ask(boolean everything) throws IOException;
    }

    ClientInput(Asking asking) {
        this.asking = asking;
    }

    /** From now on everything comes, without being asked for again. */
    void askForAll() throws IOException {
        synchronized (this) {
            if (all) {
                return;
            }
            all = true;
        }
        asking.ask(true);
    }

    /** Waits while the command is far behind. */
    synchronized void add(byte[] bytes) throws InterruptedException {
        while (waitingBytes > MOST_WAITING_BYTES && !ended) {
            wait();
        }
        if (!ended && bytes.length > 0) {
            chunks.add(bytes);
            waitingBytes += bytes.length;
            notifyAll();
        }
    }

    /** Nothing more comes; whoever waits sees the end. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (needsAsking()) {
            asking.ask(false);
        }
        synchronized (this) {
            awaitChunk();
            byte[] first = chunks.peek();
            if (first == null) {
                return -1;
            }
            int count = Math.min(length, first.length - read);
            System.arraycopy(first, read, bytes, offset, count);
            read += count;
            waitingBytes -= count;
            if (read == first.length) {
                chunks.remove();
                read = 0;
            }
            notifyAll();
            return count;
        }
    }

    @Override
    public synchronized int available() {
        return waitingBytes;
    }

    private synchronized boolean needsAsking() {
        return !all && chunks.isEmpty() && !ended;
    }

    private void awaitChunk() throws InterruptedIOException {
        try {
            while (chunks.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
