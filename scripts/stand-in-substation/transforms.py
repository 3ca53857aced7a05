"""The transforms of v1 and v2 that the stand-in has: `{type, settings}` over all messages of an invocation, in order."""
import gzip
import hashlib
import json
import uuid

import aws
import conditions
import layout
import sinks
from message import MISSING, Message, text


class Unknown(Exception):
    """Of a configuration that upstream may know and the stand-in does not."""


def transform(configs, messages):
    for config in configs:
        kind = config.get("type")
        if kind not in TRANSFORMS:
            raise Unknown(f"transform {kind}: invalid or unknown to the stand-in, which has {', '.join(sorted(TRANSFORMS))}")
        messages = TRANSFORMS[kind](messages, config.get("settings") or {})
    return messages


def check(configs):
    """Raises for what could not be carried out, before any event is."""
    for config in configs:
        if config.get("type") not in TRANSFORMS:
            transform([config], [])
        settings = config.get("settings") or {}
        for case in settings.get("cases", []):
            check(case.get("transforms", []))
        check(settings.get("auxiliary_transforms", []))


def each(change):
    def over(messages, settings):
        for message in messages:
            change(message, settings)
        return messages

    return over


def keys(settings):
    place = settings.get("object") or {}
    return place.get("source_key", ""), place.get("target_key", "")


def hashed(algorithm):
    def change(message, settings):
        source, target = keys(settings)
        if not (source and target):
            message.data = hashlib.new(algorithm, message.data).hexdigest().encode()
            return
        value = message.get(source)
        if value is not MISSING:
            # Of the object as it stands there, as upstream's `@this`.
            raw = message.data if source == "@this" else text(value).encode()
            message.set(target, hashlib.new(algorithm, raw).hexdigest())

    return each(change)


@each
def copy(message, settings):
    source, target = keys(settings)
    value = message.get(source) if source else text_or_tree(message.data)
    if value is MISSING:
        return
    if not source:
        message.data = b"{}"
    if target:
        message.set(target, value)
    else:
        message.data = text(value).encode()


def text_or_tree(data):
    try:
        return json.loads(data)
    except ValueError:
        return data.decode("utf-8", "replace")


@each
def insert(message, settings):
    message.set(keys(settings)[1], settings.get("value"))


@each
def delete(message, settings):
    message.delete(keys(settings)[0])


@each
def time_now(message, settings):
    place(message, settings, layout.now())


@each
def time_to_string(message, settings):
    source, _ = keys(settings)
    value = message.get(source) if source else int(message.data)
    if value is not MISSING:
        place(message, settings, layout.write_time(settings["format"], int(value)))


@each
def string_uuid(message, settings):
    place(message, settings, str(uuid.uuid4()))


def place(message, settings, value):
    target = keys(settings)[1]
    if target:
        message.set(target, value)
    else:
        message.data = text(value).encode()


@each
def enrich_aws_lambda(message, settings):
    source, target = keys(settings)
    value = message.get(source)
    if not isinstance(value, dict):
        return
    answer, failed = aws.invoke(aws.name_of(settings["aws"]["arn"]), text(value).encode())
    if failed:
        raise RuntimeError(f"transform {settings.get('id', 'enrich_aws_lambda')}: {json.loads(answer).get('errorMessage')}")
    message.set(target, json.loads(answer))


def switch(messages, settings):
    done = []
    for message in messages:
        for case in settings.get("cases", []):
            if conditions.holds(case.get("condition"), message):
                done += transform(case.get("transforms", []), [message])
                break
        else:
            done.append(message)
    return done


def joined(messages, settings):
    separator = settings.get("separator", "").encode()
    return [Message(separator.join(message.data for message in messages))] if messages else []


@each
def to_gzip(message, settings):
    message.data = gzip.compress(message.data)


def send_with(send):
    """Sends what its own transforms make of the data, and passes the messages on as they were."""

    def over(messages, settings):
        own = [Message(message.data, message.metadata) for message in messages]
        data = [message.data for message in transform(settings.get("auxiliary_transforms", []), own)]
        if data:
            send(data, settings)
        return messages

    return over


def send_stdout(data, settings):
    for line in data:
        print(line.decode("utf-8", "replace"), flush=True)


TRANSFORMS = {
    "aggregate_to_string": joined,
    "enrich_aws_lambda": enrich_aws_lambda,
    "format_to_gzip": to_gzip,
    "hash_md5": hashed("md5"),
    "hash_sha256": hashed("sha256"),
    "meta_switch": switch,
    "object_copy": copy,
    "object_delete": delete,
    "object_insert": insert,
    "send_aws_dynamodb_put": send_with(lambda data, own: sinks.put_items(own["aws"]["arn"], map(json.loads, data))),
    "send_aws_kinesis_data_stream": send_with(
        lambda data, own: sinks.put_records(own["aws"]["arn"], data, own.get("enable_record_aggregation", False))
    ),
    "send_aws_s3": send_with(lambda data, own: sinks.put_file(own["aws"]["arn"], own.get("file_path") or {}, b"".join(data))),
    "send_stdout": send_with(send_stdout),
    "string_uuid": string_uuid,
    "time_now": time_now,
    "time_to_string": time_to_string,
    "utility_drop": lambda messages, settings: [],
}
