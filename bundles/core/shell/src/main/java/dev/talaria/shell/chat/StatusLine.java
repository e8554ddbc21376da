package dev.talaria.shell.chat;

import dev.talaria.api.model.Cost;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Usage;
import dev.talaria.shell.text.Shown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** The line below the one that is typed: model, sandbox, how full the context is, tokens, cost, time. */
final class StatusLine {
    private static final double NEARLY_FULL = 0.8;

    private final Palette palette;
    private final ToLongFunction<ModelRef> windows;
    private String model;
    private String sandbox;
    private long window;
    private long context;
    private long tokens;
    private BigDecimal usd = BigDecimal.ZERO;
    private boolean unpriced;
    private int calls;
    private int mostCalls;
    private @Nullable Long turnBegun;

    /** @param windows how many tokens a model takes; 0 if nobody knows */
    StatusLine(Palette palette, String model, String sandbox, ToLongFunction<ModelRef> windows) {
        this.palette = palette;
        this.model = model;
        this.sandbox = sandbox;
        this.windows = windows;
    }

    void turnBegan(long nanoTime) {
        turnBegun = nanoTime;
        calls = 0;
    }

    void uses(ModelRef used, String usedSandbox, int mostModelCalls) {
        model = used.toString();
        sandbox = usedSandbox;
        mostCalls = mostModelCalls;
        window = windows.applyAsLong(used);
    }

    void replied(ModelRef used, Usage usage, Optional<Cost> cost) {
        calls++;
        context = usage.inputTokens() + usage.outputTokens();
        tokens += usage.inputTokens() + usage.outputTokens();
        window = windows.applyAsLong(used);
        cost.ifPresentOrElse(known -> usd = usd.add(known.usd()), () -> unpriced = true);
    }

    void compacted(long after) {
        context = after;
    }

    void turnEnded() {
        turnBegun = null;
    }

    /** Another conversation. */
    void forget() {
        context = 0;
        tokens = 0;
        usd = BigDecimal.ZERO;
        unpriced = false;
    }

    AttributedString line(int columns, long nanoTime) {
        Long begun = turnBegun;
        String hint = begun == null ? "/help" : "Ctrl-C stops " + palette.sign("\u00b7", "-") + " /help";
        List<String> parts = parts(begun, nanoTime);
        String between = palette.sign(" \u00b7 ", " - ");
        // What matters least stands first.
        while (parts.size() > 1 && Palette.width(" " + String.join(between, parts) + "  " + hint) > columns) {
            parts.remove(0);
        }
        String left = " " + String.join(between, parts);
        AttributedString right =
                new AttributedString(Palette.width(left + "  " + hint) > columns ? "" : hint, palette.dim());
        return palette.edges(
                new AttributedString(left, isNearlyFull() ? palette.alarm() : palette.dim()), right, columns);
    }

    private List<String> parts(@Nullable Long begun, long nanoTime) {
        List<String> parts = new ArrayList<>();
        parts.add(sandbox);
        // Its endpoint is in the head.
        parts.add(model.substring(model.indexOf('/') + 1));
        if (window > 0 && context > 0) {
            parts.add("ctx " + Math.min(100, Math.round(100.0 * context / window)) + " %");
        }
        if (tokens > 0) {
            parts.add(Shown.count(tokens) + " tok");
            parts.add(cost());
        }
        if (begun != null) {
            if (calls > 0 && mostCalls > 0) {
                parts.add("step " + (calls + 1) + "/" + mostCalls);
            }
            parts.add(Palette.clock((nanoTime - begun) / 1_000_000_000L));
        }
        parts.removeIf(String::isEmpty);
        return parts;
    }

    private boolean isNearlyFull() {
        return window > 0 && context > NEARLY_FULL * window;
    }

    private String cost() {
        if (usd.signum() == 0) {
            return "";
        }
        int digits = usd.compareTo(BigDecimal.ONE) < 0 ? 3 : 2;
        return String.format(Locale.ROOT, "$%s%s", usd.setScale(digits, RoundingMode.HALF_UP), unpriced ? "+?" : "");
    }
}
