package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ModelException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At least one row per rule, with bodies as the services send them. */
class ErrorRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "401|{'error':{'message':'Incorrect API key provided: sk-x. You can find your API key at"
                        + " https://platform.openai.com/account/api-keys.','type':'invalid_request_error','param':null,"
                        + "'code':'invalid_api_key'}}|AUTHENTICATION",
                "403|{'error':{'message':'Country, region, or territory not supported','type':'request_forbidden',"
                        + "'param':null,'code':'unsupported_country_region_territory'}}|AUTHENTICATION",
                "403|{'error':{'message':'Project `proj_x` does not have access to model `gpt-5`',"
                        + "'type':'invalid_request_error','param':null,'code':'model_not_found'}}|MODEL_NOT_FOUND",
                "404|{'error':{'message':'The model `gpt-9` does not exist or you do not have access to it.',"
                        + "'type':'invalid_request_error','param':null,'code':'model_not_found'}}|MODEL_NOT_FOUND",
                "400|{'error':{'message':'This model\\'s maximum context length is 128000 tokens. However, your messages"
                        + " resulted in 130000 tokens. Please reduce the length of the messages.',"
                        + "'type':'invalid_request_error','param':'messages','code':'context_length_exceeded'}}"
                        + "|CONTEXT_OVERFLOW",
                "429|{'error':{'message':'Rate limit reached for gpt-5 in organization org-x on tokens per min (TPM):"
                        + " Limit 30000, Used 29000, Requested 2000. Please try again in 2s.','type':'tokens',"
                        + "'param':null,'code':'rate_limit_exceeded'}}|RATE_LIMIT",
                "429|{'error':{'message':'You exceeded your current quota, please check your plan and billing"
                        + " details.','type':'insufficient_quota','param':null,'code':'insufficient_quota'}}|BILLING",
                "429|{'error':{'message':'Your account is not active, please check your billing details on our"
                        + " website.','type':'billing_not_active','param':null,'code':'billing_not_active'}}|BILLING",
                "400|{'error':{'message':'Unsupported parameter: \\'max_tokens\\' is not supported with this model. Use"
                        + " \\'max_completion_tokens\\' instead.','type':'invalid_request_error','param':'max_tokens',"
                        + "'code':'unsupported_parameter'}}|BAD_REQUEST",
                "400|{'error':{'message':'Unsupported value: \\'reasoning_effort\\' does not support \\'xhigh\\' with"
                        + " this model.','type':'invalid_request_error','param':'reasoning_effort',"
                        + "'code':'unsupported_value'}}|BAD_REQUEST",
                "400|{'error':{'message':'Invalid prompt: your prompt was flagged as potentially violating our usage"
                        + " policy.','type':'invalid_request_error','param':null,'code':'invalid_prompt'}}|CONTENT_POLICY",
                "400|{'error':{'message':'Invalid content type. image_url is only supported by certain models.',"
                        + "'type':'invalid_request_error','param':'messages.[1].content.[1].type','code':null}}"
                        + "|IMAGES_REFUSED",
                "500|{'error':{'message':'The server had an error while processing your request. Sorry about that!',"
                        + "'type':'server_error','param':null,'code':null}}|SERVER_ERROR",
                "503|{'error':{'message':'The engine is currently overloaded, please try again later',"
                        + "'type':'server_error','param':null,'code':null}}|OVERLOADED",
            })
    void openAi(int status, String body, Reason expected) {
        assertReason(status, body, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "402|{'error':{'message':'Insufficient credits. Add more using https://openrouter.ai/settings/credits',"
                        + "'code':402,'metadata':{'limit_source':'openrouter_credits','remedy_hint':'Add credits at"
                        + " https://openrouter.ai/settings/credits, or lower max_tokens / prompt size to fit your"
                        + " remaining balance.'}}}|BILLING",
                "402|{'error':{'message':'This request requires more credits, or fewer max_tokens. You requested up to"
                        + " 65536 tokens, but can only afford 3395.','code':402,'metadata':{'provider_name':null}},"
                        + "'user_id':'user_x'}|BILLING",
                "403|{'error':{'message':'Key limit exceeded (total limit). Manage it using"
                        + " https://openrouter.ai/settings/keys','code':403}}|BILLING",
                "429|{'error':{'message':'Provider returned error','code':429,'metadata':{'raw':'z-ai/glm-5.3-flash is"
                        + " temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate"
                        + " your rate limits: https://openrouter.ai/settings/integrations','provider_name':'BaseTen'}}}"
                        + "|RATE_LIMIT",
                "500|{'error':{'message':'Provider returned error','metadata':{'raw':'z-ai/glm-5.3-flash is temporarily"
                        + " rate-limited upstream.','provider_name':'BaseTen'}}}|RATE_LIMIT",
                "429|{'error':{'message':'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free"
                        + " model requests per day','code':429,'metadata':{'headers':{'X-RateLimit-Limit':'50'}}}}"
                        + "|RATE_LIMIT",
                "400|{'error':{'message':'This endpoint\\'s maximum context length is 163840 tokens. However, you"
                        + " requested about 170000 tokens (169000 of text input, 1000 of tool input). Please reduce the"
                        + " length of either one, or use the \\\"middle-out\\\" transform to compress your prompt"
                        + " automatically.','code':400,'metadata':{'provider_name':null}}}|CONTEXT_OVERFLOW",
                "401|{'error':{'message':'No auth credentials found','code':401}}|AUTHENTICATION",
                "400|{'error':{'message':'nosuch/model is not a valid model ID','code':400},'user_id':'user_x'}"
                        + "|MODEL_NOT_FOUND",
                "404|{'error':{'message':'No endpoints found that support tool use. To learn more about provider"
                        + " routing, visit: https://openrouter.ai/docs/guides/routing/provider-selection','code':404}}"
                        + "|MODEL_NOT_FOUND",
                "404|{'error':{'message':'No endpoints available matching your guardrail restrictions and data policy."
                        + " Configure: https://openrouter.ai/settings/privacy','code':404}}|MODEL_NOT_FOUND",
                "404|{'error':{'message':'No endpoints found that support image input','code':404}}|IMAGES_REFUSED",
                "403|{'error':{'message':'Your chosen model requires moderation and your input was flagged',"
                        + "'code':403,'metadata':{'reasons':['violence'],'flagged_input':'x','provider_name':'OpenAI',"
                        + "'model_slug':'openai/gpt-5'}}}|CONTENT_POLICY",
                "408|{'error':{'message':'Request timed out','code':408}}|TIMEOUT",
                "502|{'error':{'message':'Provider returned error','code':502,'metadata':{'raw':'','provider_name':"
                        + "'DeepInfra'}}}|SERVER_ERROR",
                "503|{'error':{'message':'There is no available model provider that meets your routing requirements',"
                        + "'code':503}}|OVERLOADED",
            })
    void openRouterAndNous(int status, String body, Reason expected) {
        assertReason(status, body, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // vLLM
                "400|{'object':'error','message':'This model\\'s maximum context length is 16384 tokens. However, you"
                        + " requested 19591 tokens (9591 in the messages, 10000 in the completion). Please reduce the"
                        + " length of the messages or completion. None','type':'BadRequestError','param':null,'code':400}"
                        + "|CONTEXT_OVERFLOW",
                "400|{'object':'error','message':'The decoder prompt (length 10127) is longer than the maximum model"
                        + " length of 8192. Make sure that `max_model_len` is no smaller than the number of text tokens"
                        + " plus multimodal tokens.','type':'BadRequestError','param':null,'code':400}|CONTEXT_OVERFLOW",
                "400|{'object':'error','message':'Qwen/Qwen3-0.6B is not a multimodal model None',"
                        + "'type':'BadRequestError','param':null,'code':400}|IMAGES_REFUSED",
                "500|{'error':{'message':'Qwen/Qwen3-8B is not a multimodal model','type':'InternalServerError',"
                        + "'code':500}}|IMAGES_REFUSED",
                "400|{'error':{'message':'At most 0 image(s) may be provided in one prompt.',"
                        + "'type':'BadRequestError','param':null,'code':400}}|IMAGES_REFUSED",
                "404|{'error':{'message':'The model `nosuch` does not exist.','type':'NotFoundError','param':null,"
                        + "'code':404}}|MODEL_NOT_FOUND",
                "401|{'error':'Unauthorized'}|AUTHENTICATION",
                // SGLang
                "400|{'object':'error','message':'The input (61709 tokens) is longer than the model\\'s context length"
                        + " (40960 tokens).','type':'BadRequestError','param':null,'code':400}|CONTEXT_OVERFLOW",
                "503|{'object':'error','message':'The request queue is full.','type':'SERVICE_UNAVAILABLE',"
                        + "'param':null,'code':503}|OVERLOADED",
                // llama.cpp
                "400|{'error':{'code':400,'message':'request (2069 tokens) exceeds the available context size (2048"
                        + " tokens), try increasing it','type':'exceed_context_size_error','n_prompt_tokens':2069,"
                        + "'n_ctx':2048}}|CONTEXT_OVERFLOW",
                "500|{'error':{'code':500,'message':'image input is not supported - hint: if this is unexpected, you may"
                        + " need to provide the mmproj','type':'server_error'}}|IMAGES_REFUSED",
                "500|{'error':{'code':500,'message':'Failed to parse tool call arguments as JSON: [json.exception]',"
                        + "'type':'server_error'}}|BAD_REQUEST",
                "503|{'error':{'code':503,'message':'Loading model','type':'unavailable_error'}}|OVERLOADED",
                "401|{'error':{'code':401,'message':'Invalid API Key','type':'authentication_error'}}|AUTHENTICATION",
                // Ollama
                "404|{'error':{'message':'model \\\"qwen9\\\" not found, try pulling it first','type':"
                        + "'not_found_error','param':null,'code':null}}|MODEL_NOT_FOUND",
                "400|{'error':{'message':'registry.ollama.ai/library/gemma3:4b does not support tools','type':"
                        + "'api_error','param':null,'code':null}}|MODEL_NOT_FOUND",
                "400|{'error':{'message':'this model does not support image input (ref: b8bd630e)','type':"
                        + "'invalid_request_error','param':null,'code':null}}|IMAGES_REFUSED",
                "503|{'error':{'message':'server busy, please try again.  maximum pending requests exceeded','type':"
                        + "'api_error','param':null,'code':null}}|OVERLOADED",
                // LM Studio
                "400|{'error':'Trying to keep the first 14538 tokens when context the overflows. However, the model is"
                        + " loaded with context length of only 2048 tokens, which is not enough.'}|CONTEXT_OVERFLOW",
                "400|{'error':'The number of tokens to keep from the initial prompt is greater than the context length"
                        + " (n_keep: 13055>= n_ctx: 4096).'}|CONTEXT_OVERFLOW",
                "400|{'error':'Model does not support images. Please use a model that does.'}|IMAGES_REFUSED",
                "400|{'error':'\\'url\\' field must be a base64 encoded image.'}|IMAGES_REFUSED",
                "400|{'error':{'message':'No models loaded. Please load a model in the developer page or use the `lms"
                        + " load` command.','type':'invalid_request_error','param':'model','code':null}}|MODEL_NOT_FOUND",
            })
    void serversOfOnesOwn(int status, String body, Reason expected) {
        assertReason(status, body, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // DeepSeek
                "402|{'error':{'message':'Insufficient Balance','type':'unknown_error','param':null,"
                        + "'code':'invalid_request_error'}}|BILLING",
                "500|{'error':{'message':'Insufficient Balance','type':'unknown_error','param':null,"
                        + "'code':'invalid_request_error'}}|BILLING",
                "400|{'error':{'message':'Model Not Exist','type':'invalid_request_error','param':null,"
                        + "'code':'invalid_request_error'}}|MODEL_NOT_FOUND",
                "400|{'error':{'message':'Content Exists Risk','type':'invalid_request_error','param':null,"
                        + "'code':'invalid_request_error'}}|CONTENT_POLICY",
                "400|{'error':{'message':'Failed to deserialize the JSON body into the target type: messages[0]: unknown"
                        + " variant `image_url`, expected `text` at line 1 column 99','type':'invalid_request_error'}}"
                        + "|IMAGES_REFUSED",
                // Others, and gateways
                "400|{'error':{'message':'The response was filtered due to the prompt triggering Azure OpenAI\\'s"
                        + " content management policy.','code':'content_filter','status':400}}|CONTENT_POLICY",
                "429|{'error':{'message':'usage limit reached; try again in 4 minutes'}}|RATE_LIMIT",
                "429|{'error':{'message':'usage limit reached'}}|BILLING",
                "502|{'error':{'type':'invalid_request_error','message':'tools.0: missing name'}}|BAD_REQUEST",
                "500|{'error':{'message':'Too Many Requests'}}|RATE_LIMIT",
                "413|<html>Request Entity Too Large</html>|CONTEXT_OVERFLOW",
                "529||OVERLOADED",
                "405||MODEL_NOT_FOUND",
                "504|<html>Gateway Time-out</html>|TIMEOUT",
                "524||TIMEOUT",
                "422|{'detail':[{'loc':['body','messages'],'msg':'field required'}]}|BAD_REQUEST",
                "302||UNKNOWN",
            })
    void others(int status, String body, Reason expected) {
        assertReason(status, body, expected);
    }

    private static void assertReason(int status, String body, Reason expected) {
        assertThat(ErrorRules.classify(status, json(body))).isEqualTo(expected);
    }

    /** Rows have single quotes for double ones, and escape those that are meant. */
    private static String json(String cell) {
        return cell == null ? "" : cell.replace("\\'", "\0").replace('\'', '"').replace('\0', '\'');
    }
}
