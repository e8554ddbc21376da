package dev.talaria.provider.support;

import java.io.IOException;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;

/** What the body of a reply is, and the whole of it. */
public final class ReplyBody {
    private static final int MAX_LEADING_SPACE = 1024;

    private ReplyBody() {}

    /** The whole body, within the limit. */
    public static String whole(Response response, Limits limits) throws IOException {
        return Okio.buffer(new LimitedSource(response.body().source(), limits.maxReplyBytes(), limits.maxReplyBytes()))
                .readUtf8();
    }

    /**
     * The first that is not white space, without taking it: it tells a stream from a whole reply, since content types
     * are not reliable. A space if there is too much of it.
     */
    public static int firstCharacter(Response response) throws IOException {
        BufferedSource source = response.body().source().peek();
        for (int i = 0; i < MAX_LEADING_SPACE; i++) {
            if (source.exhausted()) {
                throw new MalformedReply("it is empty");
            }
            byte character = source.readByte();
            if (!Character.isWhitespace(character)) {
                return character;
            }
        }
        return ' ';
    }
}
