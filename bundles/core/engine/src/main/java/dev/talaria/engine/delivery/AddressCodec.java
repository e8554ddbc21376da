package dev.talaria.engine.delivery;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.Json;
import dev.talaria.engine.json.Fields;
import java.util.Map;

/** Addresses as plain values. */
public final class AddressCodec {
    private AddressCodec() {}

    public static Map<String, Object> encode(Address address) {
        return Json.object(
                "platform",
                address.platform(),
                "account",
                address.account(),
                "chat",
                address.chat(),
                "thread",
                address.thread(),
                "replyTo",
                address.replyTo());
    }

    public static Address decode(Fields f) {
        return new Address(f.text("platform"), f.text("account"), f.text("chat"), f.text("thread"), f.text("replyTo"));
    }

    /** What the names of all lanes of an account begin with. */
    static String lanesOf(String platform, String account) {
        return platform + ":" + account + "/";
    }

    /** What a lane's name still tells; a thread stays part of the chat. */
    static Address fromLane(String lane) {
        int colon = lane.indexOf(':');
        int slash = lane.indexOf('/', colon + 1);
        return colon < 0 || slash < 0
                ? Address.of("", "", lane)
                : Address.of(lane.substring(0, colon), lane.substring(colon + 1, slash), lane.substring(slash + 1));
    }
}
