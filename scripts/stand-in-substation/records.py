"""Records that hold several: the aggregation format of the Kinesis Producer Library (magic, protobuf, MD5)."""
import hashlib

MAGIC = b"\xf3\x89\x9a\xc2"
LIMIT = 1024 * 1024


def aggregate(events, partition_key):
    """Yields records that hold the events, each of at most 1 MB."""
    key = field(1, partition_key.encode())
    entries, size = [], 0
    for data in events:
        # partition_key_index 0, data
        entry = field(3, b"\x08\x00" + field(3, data))
        if entries and len(MAGIC) + len(key) + size + len(entry) + 16 > LIMIT:
            yield sealed(key, entries)
            entries, size = [], 0
        entries.append(entry)
        size += len(entry)
    if entries:
        yield sealed(key, entries)


def sealed(key, entries):
    message = key + b"".join(entries)
    return MAGIC + message + hashlib.md5(message).digest()


def deaggregate(record):
    """The events of a record; one that is not aggregated is its own only event."""
    message, digest = record[len(MAGIC) : -16], record[-16:]
    if not record.startswith(MAGIC) or hashlib.md5(message).digest() != digest:
        return [record]
    return [data for number, entry in fields(message) if number == 3 for inner, data in fields(entry) if inner == 3]


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def fields(message):
    at = 0
    while at < len(message):
        tag, at = read_varint(message, at)
        value, at = read_varint(message, at)
        if tag & 7 == 2:
            yield tag >> 3, message[at : at + value]
            at += value
        else:
            yield tag >> 3, value


def varint(value):
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def read_varint(message, at):
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
