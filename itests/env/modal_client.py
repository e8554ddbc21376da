"""Works with the official client of Modal against a server that says it is Modal, and says what it found.

MODAL_SERVER_URL, MODAL_TOKEN_ID and MODAL_TOKEN_SECRET are the server's. Argument: a file with the descriptors of our own
protocol (protoc --descriptor_set_out). Each check prints one line, "ok NAME"; the first that fails ends the program.
"""

import os
import sys

import modal
from google.protobuf import descriptor_pb2
from modal_proto import api_pb2, task_command_router_pb2

OFFICIAL = (api_pb2.DESCRIPTOR, task_command_router_pb2.DESCRIPTOR)
SERVICES = {"FurtherModalClient": "ModalClient", "FurtherTaskCommandRouter": "TaskCommandRouter"}
Field = descriptor_pb2.FieldDescriptorProto


def simple(name):
    return name.rpartition(".")[2]


def official(kind, name):
    for file in OFFICIAL:
        found = getattr(file, kind).get(name)
        if found is not None:
            return found
    raise AssertionError(f"the official client has no {name} among its {kind}")


def compare_enum(ours, theirs):
    numbers = {value.name: value.number for value in theirs.values}
    for value in ours.value:
        assert numbers.get(value.name) == value.number, f"{ours.name}.{value.name} = {value.number}"


def compare_message(ours, theirs):
    """How many fields were compared."""
    count = 0
    for field in ours.field:
        other = theirs.fields_by_name.get(field.name)
        where = f"{ours.name}.{field.name} = {field.number}"
        assert other is not None and other.number == field.number, where
        assert other.type == field.type, f"{where}: type {field.type}, officially {other.type}"
        assert other.is_repeated == (field.label == Field.LABEL_REPEATED), f"{where}: repeated or not"
        assert other.has_presence == (
            field.proto3_optional or field.HasField("oneof_index") or field.type == Field.TYPE_MESSAGE
            and field.label != Field.LABEL_REPEATED
        ), f"{where}: optional or not"
        target = other.message_type or other.enum_type
        assert target is None or target.name == simple(field.type_name), f"{where}: {field.type_name}"
        count += 1
    for nested in ours.nested_type:
        count += compare_message(nested, theirs.nested_types_by_name[nested.name])
    for nested in ours.enum_type:
        compare_enum(nested, theirs.enum_types_by_name[nested.name])
    return count


def compare_method(ours, theirs):
    assert theirs is not None, f"no call {ours.name}"
    for mine, other in ((ours.input_type, theirs.input_type), (ours.output_type, theirs.output_type)):
        assert simple(mine) == other.name, f"{ours.name}: {mine}, officially {other.name}"
    assert ours.server_streaming == theirs.server_streaming and ours.client_streaming == theirs.client_streaming, ours.name


def numbers(path):
    files = descriptor_pb2.FileDescriptorSet()
    with open(path, "rb") as file:
        files.ParseFromString(file.read())
    fields = calls = 0
    for file in files.file:
        if file.package.startswith("google."):
            continue
        for message in file.message_type:
            fields += compare_message(message, official("message_types_by_name", message.name))
        for enum in file.enum_type:
            compare_enum(enum, official("enum_types_by_name", enum.name))
        for service in file.service:
            theirs = official("services_by_name", SERVICES.get(service.name, service.name))
            for method in service.method:
                compare_method(method, theirs.methods_by_name.get(method.name))
                calls += 1
    assert fields > 100 and calls > 20, (fields, calls)
    done(f"numbers: {fields} fields, {calls} calls")


def done(name):
    print("ok", name, flush=True)


def refused():
    client = modal.Client.from_credentials("ak-wrong", "as-wrong")
    try:
        modal.App.lookup("talaria-python", create_if_missing=True, client=client)
    except modal.exception.AuthError as error:
        done(f"wrong token: {error}")
        return
    raise AssertionError("a wrong token was let in")


def missing(app_name):
    try:
        modal.App.lookup(app_name)
    except modal.exception.NotFoundError:
        done("missing app")
        return
    raise AssertionError("an app that nobody made was found")


def commands(sandbox):
    process = sandbox.exec("bash", "-c", "echo out; echo err >&2; pwd; echo $GREETING; exit 7", workdir="/tmp", env={"GREETING": "hello"})
    assert process.stdout.read() == "out\n/tmp\nhello\n"
    assert process.stderr.read() == "err\n"
    assert process.wait() == 7 and process.returncode == 7
    done("exec")

    process = sandbox.exec("cat")
    assert process.poll() is None
    process.stdin.write(b"one\n")
    process.stdin.drain()
    process.stdin.write(b"x" * 3_000_000)
    process.stdin.write_eof()
    process.stdin.drain()
    assert len(process.stdout.read()) == 3_000_004
    assert process.wait() == 0 and process.poll() == 0
    done("stdin")

    process = sandbox.exec("sleep", "60", timeout=1)
    assert process.wait() != 0
    done(f"timeout: {process.returncode}")

    process = sandbox.exec("bash", "-c", "tty; stty size", pty=True)
    assert process.stdout.read().startswith("/dev/pts/")
    process.wait()
    done("terminal")

    try:
        sandbox.exec("true", "x" * 70_000)
    except modal.exception.InvalidError as error:
        done(f"long arguments: {error}")


def life(app):
    image = modal.Image.from_registry("debian:12")
    sandbox = modal.Sandbox.create("sleep", "infinity", app=app, image=image, timeout=600, name="official", cpu=0.5, memory=256, block_network=True)
    assert sandbox.poll() is None
    done("create")
    try:
        modal.Sandbox.create("sleep", "infinity", app=app, image=image, name="official")
        raise AssertionError("two of one name")
    except modal.exception.AlreadyExistsError:
        done("one of a name")
    assert modal.Sandbox.from_name("talaria-python", "official").object_id == sandbox.object_id
    commands(sandbox)

    sandbox.set_tags({"color": "red"})
    assert [found.object_id for found in modal.Sandbox.list(app_id=app.app_id, tags={"color": "red"})] == [sandbox.object_id]
    assert not list(modal.Sandbox.list(app_id=app.app_id, tags={"color": "blue"}))
    done("list")

    sandbox.exec("bash", "-c", "echo kept > /workspace/file").wait()
    snapshot = sandbox.snapshot_filesystem()
    sandbox.terminate()
    try:
        sandbox.wait()
        raise AssertionError("a terminated sandbox ended well")
    except modal.exception.SandboxTerminatedError:
        assert sandbox.poll() is not None
        done("terminate")
    assert not list(modal.Sandbox.list(app_id=app.app_id))

    again = modal.Sandbox.create("bash", "-c", "cat /workspace/file", app=app, image=snapshot)
    again.wait()
    assert again.returncode == 0 and again.stdout.read() == "kept\n"
    third = modal.Sandbox.create(app=app, image=modal.Image.from_id(snapshot.object_id))
    assert third.exec("cat", "/workspace/file").stdout.read() == "kept\n"
    third.terminate()
    done("snapshot")


if __name__ == "__main__":
    numbers(sys.argv[1])
    refused()
    missing("nobody-made-this")
    app = modal.App.lookup("talaria-python", create_if_missing=True)
    assert app.app_id.startswith("ap-")
    done("app")
    life(app)
    print("all ok")
