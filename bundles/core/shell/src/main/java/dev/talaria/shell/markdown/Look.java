package dev.talaria.shell.markdown;

public enum Look {
    COLOURED,
    PLAIN,
    ASCII,
    SPOKEN;

    public static Look coloured() {
        return COLOURED;
    }

    public static Look plain() {
        return PLAIN;
    }

    public static Look ascii() {
        return ASCII;
    }

    public static Look spoken() {
        return SPOKEN;
    }
}
