package dev.talaria.provider.openai;

import dev.talaria.provider.support.MalformedReply;

/** What answers in place of an endpoint whose base URL is not quite right, whichever protocol was spoken. */
final class WebPage {
    private WebPage() {}

    static MalformedReply malformed() {
        return new MalformedReply("it is a web page. Does the base URL end where it should, as in /v1?");
    }
}
