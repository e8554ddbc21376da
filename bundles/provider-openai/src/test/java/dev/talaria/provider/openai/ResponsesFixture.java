package dev.talaria.provider.openai;

import dev.talaria.testkit.model.ScriptedReply;

/** Asks a server that sends chosen events of the Responses API. */
abstract class ResponsesFixture extends WireFixture {
    static final String COMPLETED = "{'type':'response.completed','response':{'status':'completed'}}";
    static final String CUT = "{'type':'response.incomplete','response':{'status':'incomplete',"
            + "'incomplete_details':{'reason':'max_output_tokens'}}}";
    static final String CALL_ADDED = added(0, "fc", call("a", "one", ""));
    static final String CALL_DONE = done(0, "fc", call("a", "one", "{}"));

    @Override
    final WireApi api() {
        return WireApi.RESPONSES;
    }

    final void reply(String... events) {
        StringBuilder stream = new StringBuilder();
        for (String event : events) {
            stream.append("data: ").append(json(event)).append("\n\n");
        }
        server.reply(ScriptedReply.rawStream(stream.toString()));
    }

    /** Quotes are written as apostrophes, and those that belong to a text as ^. */
    static String json(String text) {
        return text.replace('\'', '"').replace('^', '\'');
    }

    static String text(int index, String delta) {
        return "{'type':'response.output_text.delta','item_id':'t" + index + "','output_index':" + index
                + ",'content_index':0,'delta':'" + delta + "'}";
    }

    static String arguments(int index, String id, String delta) {
        return "{'type':'response.function_call_arguments.delta','item_id':'" + id + "','output_index':" + index
                + ",'delta':'" + delta.replace('\'', '^') + "'}";
    }

    static String argumentsDone(int index, String id, String arguments) {
        return "{'type':'response.function_call_arguments.done','item_id':'" + id + "','output_index':" + index
                + ",'arguments':'" + arguments.replace('\'', '^') + "'}";
    }

    static String added(int index, String id, String item) {
        return "{'type':'response.output_item.added','output_index':" + index + ",'item':" + named(item, id) + "}";
    }

    static String done(int index, String id, String item) {
        return "{'type':'response.output_item.done','output_index':" + index + ",'item':" + named(item, id) + "}";
    }

    static String named(String item, String id) {
        return "{'id':'" + id + "'," + item.substring(1);
    }

    static String call(String callId, String name, String arguments) {
        return "{'type':'function_call','call_id':'" + callId + "','name':'" + name + "','arguments':'" + arguments
                + "'}";
    }

    static String message(String text) {
        return "{'type':'message','content':[{'type':'output_text','text':'" + text + "'}]}";
    }

    static String completed(String... output) {
        return "{'type':'response.completed','response':{'status':'completed','output':[" + String.join(",", output)
                + "]}}";
    }
}
