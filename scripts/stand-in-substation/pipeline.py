"""What a configuration does with the messages of an invocation: v1 and v2 have transforms, v0 a transform and a sink."""
import gzip
import hashlib
import json

import aws
import conditions
import layout
import sinks
import transforms
from message import MISSING, text


def run(config, messages):
    """What comes out at the end."""
    if "transforms" in config:
        transforms.check(config["transforms"])
        return transforms.transform(config["transforms"], messages)
    if "transform" not in config or "sink" not in config:
        raise ValueError("the configuration has neither `transforms` nor `transform` and `sink`")
    kind, settings = config["transform"].get("type"), config["transform"].get("settings") or {}
    if kind not in ("transfer", "batch"):
        raise transforms.Unknown(f"transform {kind}: invalid")
    for processor in settings.get("processors", []) if kind == "batch" else []:
        messages = process(processor, messages)
    sink(config["sink"], messages)
    return messages


def process(processor, messages):
    kind, settings = processor.get("type"), processor.get("settings") or {}
    if kind not in PROCESSORS:
        raise transforms.Unknown(f"process {kind}: invalid or unknown to the stand-in, which has {', '.join(sorted(PROCESSORS))}")
    done = []
    for message in messages:
        if not conditions.holds(settings.get("condition"), message):
            done.append(message)
        elif kind != "drop":
            PROCESSORS[kind](message, settings.get("key", ""), settings.get("set_key", ""), settings)
            done.append(message)
    return done


def copy(message, key, set_key, settings):
    value = message.get(key)
    if value is not MISSING and value != "":
        message.set(set_key or "@this", value)


def insert(message, key, set_key, settings):
    message.set(set_key, settings["options"].get("value"))


def delete(message, key, set_key, settings):
    message.delete(key)


def hashed(message, key, set_key, settings):
    algorithm = (settings.get("options") or {}).get("algorithm", "sha256")
    raw = message.data if key in ("", "@this") else text(message.get(key)).encode()
    digest = hashlib.new(algorithm, raw).hexdigest()
    if set_key:
        message.set(set_key, digest)
    else:
        message.data = digest.encode()


def time(message, key, set_key, settings):
    options = settings.get("options") or {}
    if options.get("format") != "now":
        raise transforms.Unknown(f"process time: the stand-in knows the format now, not {options.get('format')}")
    message.set(set_key, layout.write_time(options.get("set_format", "2006-01-02T15:04:05.000000Z"), layout.now()))


def enrich(message, key, set_key, settings):
    answer, failed = aws.invoke(settings["options"]["function_name"], text(message.get(key)).encode())
    if not failed:
        message.set(set_key, json.loads(answer))
    elif not settings.get("ignore_errors"):
        raise RuntimeError(f"process: aws_lambda: {json.loads(answer).get('errorMessage')}")


def sink(config, messages):
    kind, settings = config.get("type"), config.get("settings") or {}
    if kind not in SINKS:
        raise transforms.Unknown(f"sink {kind}: invalid or unknown to the stand-in, which has {', '.join(sorted(SINKS))}")
    if messages:
        SINKS[kind](messages, settings)


def to_bucket(messages, settings):
    lines = b"".join(message.data + b"\n" for message in messages)
    path = {"prefix": settings.get("prefix"), "time_format": "2006/01/02", "uuid": True, "suffix": ".gz"}
    sinks.put_file(settings["bucket"], path, gzip.compress(lines))


def to_table(messages, settings):
    for message in messages:
        items = message.get(settings["key"])
        if items is not MISSING:
            sinks.put_items(settings["table"], items if isinstance(items, list) else [items])


PROCESSORS = {
    "aws_lambda": enrich,
    "copy": copy,
    "delete": delete,
    "drop": None,
    "hash": hashed,
    "insert": insert,
    "time": time,
}
SINKS = {
    "aws_dynamodb": to_table,
    "aws_kinesis": lambda messages, own: sinks.put_records(own["stream"], [message.data for message in messages], True),
    "aws_s3": to_bucket,
    # The handler that answers an invocation takes the messages from there.
    "grpc": lambda messages, own: None,
    "stdout": lambda messages, own: transforms.send_stdout([message.data for message in messages], own),
}
