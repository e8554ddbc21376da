package dev.talaria.tools.terminal;

/** Text of which only the beginning and the end are kept. */
final class HeadAndTail {
    private final int headLimit;
    private final char[] ring;
    private final StringBuilder head = new StringBuilder();
    private long total;

    HeadAndTail(int headChars, int tailChars) {
        this.headLimit = headChars;
        this.ring = new char[tailChars];
    }

    void add(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (total < headLimit) {
                head.append(c);
            } else {
                ring[(int) ((total - headLimit) % ring.length)] = c;
            }
            total++;
        }
    }

    /** Characters so far, those left out among them. */
    long total() {
        return total;
    }

    String text() {
        long afterHead = total - head.length();
        if (afterHead <= ring.length) {
            return head + tail(0, afterHead);
        }
        String begin = head.toString();
        String end = tail(afterHead - ring.length, afterHead);
        // A character of two halves is left out whole.
        if (Character.isHighSurrogate(begin.charAt(begin.length() - 1))) {
            begin = begin.substring(0, begin.length() - 1);
        }
        if (Character.isLowSurrogate(end.charAt(0))) {
            end = end.substring(1);
        }
        long omitted = total - begin.length() - end.length();
        return begin + "\n... [OUTPUT TRUNCATED - " + omitted + " chars omitted out of " + total + " total] ...\n"
                + end;
    }

    private String tail(long from, long to) {
        StringBuilder result = new StringBuilder((int) (to - from));
        for (long i = from; i < to; i++) {
            result.append(ring[(int) (i % ring.length)]);
        }
        return result.toString();
    }
}
