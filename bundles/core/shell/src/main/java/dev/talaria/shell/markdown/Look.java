package dev.talaria.shell.markdown;

import org.jline.utils.AttributedStyle;

/**
 * How things look.
 *
 * @param colours whether styles are used
 * @param signs whether other signs than those of ASCII are used
 * @param words whether somebody hears the screen: words take the place of signs and drawings
 */
public record Look(boolean colours, boolean signs, boolean words) {
    public static Look coloured() {
        return new Look(true, true, false);
    }

    /** No styles. */
    public static Look plain() {
        return new Look(false, true, false);
    }

    /** No styles and only ASCII. */
    public static Look ascii() {
        return new Look(false, false, false);
    }

    /** For a screen reader. */
    public static Look spoken() {
        return new Look(false, true, true);
    }

    String sign(String sign, String ascii) {
        return signs ? sign : ascii;
    }

    private AttributedStyle styled(AttributedStyle style) {
        return colours ? style : AttributedStyle.DEFAULT;
    }

    AttributedStyle dim() {
        return styled(AttributedStyle.DEFAULT.faint());
    }

    AttributedStyle heading() {
        return styled(AttributedStyle.DEFAULT.bold().foreground(AttributedStyle.CYAN));
    }

    AttributedStyle code() {
        return styled(AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN));
    }

    AttributedStyle strong(AttributedStyle base) {
        return colours ? base.bold() : base;
    }

    AttributedStyle emphasis(AttributedStyle base) {
        return colours ? base.italic() : base;
    }

    AttributedStyle struck(AttributedStyle base) {
        return colours ? base.crossedOut() : base;
    }

    AttributedStyle link(AttributedStyle base) {
        return colours ? base.underline() : base;
    }
}
