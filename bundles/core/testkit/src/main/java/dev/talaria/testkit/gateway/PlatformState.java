package dev.talaria.testkit.gateway;

import dev.talaria.testkit.connector.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a scripted platform knows. Each change wakes who waits. */
final class PlatformState {
    private final NavigableMap<Long, String> updates = new TreeMap<>();
    private final Map<String, String> posted = new HashMap<>();
    private final List<PlatformMessage> shown = new ArrayList<>();
    private final Map<String, String> idsByNonce = new HashMap<>();
    private final Map<String, String> idsByTag = new HashMap<>();
    private final Deque<PlatformFault> faults = new ArrayDeque<>();
    private final Set<String> deadChats = new HashSet<>();
    private final List<String> log = new ArrayList<>();
    private long lastUpdate;
    private int lastId;
    private boolean hanging = true;
    private boolean closed;

    synchronized String post(String chat, String thread, String sender, String text) {
        String id = newId();
        posted.put(
                id,
                Form.line(
                        "chat",
                        chat,
                        "thread",
                        thread,
                        "id",
                        id,
                        "sender",
                        sender,
                        "name",
                        sender,
                        "text",
                        text,
                        "sent",
                        Instant.now()));
        repeat(id);
        return id;
    }

    synchronized void repeat(String id) {
        String message = posted.get(id);
        if (message == null) {
            throw new IllegalArgumentException("no such message: " + id);
        }
        updates.put(++lastUpdate, message);
        notifyAll();
    }

    /** Waits for the first; gives all there are. */
    synchronized String updates(long next, Duration wait) throws InterruptedException {
        updates.headMap(next, false).clear();
        notifyAll();
        await(() -> closed || !updates.isEmpty(), wait);
        return updates.entrySet().stream()
                .map(update -> "update=" + update.getKey() + "&" + update.getValue())
                .collect(Collectors.joining("\n"));
    }

    synchronized int unacknowledged() {
        return updates.size();
    }

    /** @return the receipt; of the first one, if the nonce was there before */
    synchronized String show(Map<String, String> fields) {
        String nonce = fields.getOrDefault("nonce", "");
        String earlier = idsByNonce.get(nonce);
        if (earlier != null) {
            return ScriptedPlatform.receipt(earlier);
        }
        String id = newId();
        String chat = fields.getOrDefault("chat", "");
        shown.add(new PlatformMessage(
                id,
                chat,
                fields.getOrDefault("thread", ""),
                fields.getOrDefault("replyTo", ""),
                fields.getOrDefault("text", ""),
                nonce));
        if (!nonce.isEmpty()) {
            idsByNonce.put(nonce, id);
        }
        idsByTag.putIfAbsent(chat + "/" + fields.getOrDefault("tag", ""), id);
        notifyAll();
        return ScriptedPlatform.receipt(id);
    }

    synchronized String history(String chat, String tag) {
        String id = tag.isEmpty() ? null : idsByTag.get(chat + "/" + tag);
        return id == null ? "" : ScriptedPlatform.receipt(id);
    }

    synchronized List<PlatformMessage> shown() {
        return List.copyOf(shown);
    }

    synchronized void faults(Collection<PlatformFault> next) {
        faults.addAll(next);
    }

    synchronized @Nullable PlatformFault nextFault() {
        return faults.poll();
    }

    synchronized void killChat(String chat) {
        deadChats.add(chat);
    }

    synchronized boolean isDead(String chat) {
        return deadChats.contains(chat);
    }

    synchronized void log(String line) {
        log.add(line);
    }

    synchronized List<String> log() {
        return List.copyOf(log);
    }

    synchronized void hang() throws InterruptedException {
        while (hanging) {
            wait();
        }
    }

    synchronized void letGo() {
        hanging = false;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean await(BooleanSupplier wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!wanted.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private String newId() {
        return "m" + ++lastId;
    }
}
