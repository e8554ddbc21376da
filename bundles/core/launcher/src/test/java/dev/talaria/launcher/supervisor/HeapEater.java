package dev.talaria.launcher.supervisor;

import java.util.ArrayList;
import java.util.List;

/** A process that takes memory until there is none. */
final class HeapEater {
    private HeapEater() {}

    public static void main(String[] arguments) {
        List<byte[]> eaten = new ArrayList<>();
        while (true) {
            eaten.add(new byte[1 << 16]);
        }
    }
}
