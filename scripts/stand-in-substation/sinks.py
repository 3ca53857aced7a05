"""Where events go. A sink is named by its ARN (v2) or its name (v0, v1)."""
import base64
import uuid

import aws
import layout
import records


def put_records(stream, events, aggregated):
    key = str(uuid.uuid4())
    for data in records.aggregate(events, key) if aggregated else events:
        aws.call(
            "kinesis",
            "Kinesis_20131202.PutRecord",
            "1.1",
            StreamName=aws.name_of(stream),
            Data=base64.b64encode(data).decode(),
            PartitionKey=key,
        )


def put_file(bucket, path, content):
    """`path`: prefix, time_format, uuid, suffix, in this order."""
    parts = [path.get("prefix"), path.get("time_format") and layout.write_time(path["time_format"], layout.now())]
    parts.append(str(uuid.uuid4()) if path.get("uuid") else None)
    key = "/".join(str(part).strip("/") for part in parts if part) + path.get("suffix", "")
    if not key:
        raise ValueError("file path is empty")
    aws.put_object(aws.name_of(bucket), key, content)


def put_items(table, items):
    for item in items:
        if not isinstance(item, dict):
            raise ValueError(f"sink: aws_dynamodb: table {aws.name_of(table)}: input must be object")
        attributes = {name: attribute(value) for name, value in item.items()}
        aws.call("dynamodb", "DynamoDB_20120810.PutItem", "1.0", TableName=aws.name_of(table), Item=attributes)


def attribute(value):
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, (int, float)):
        return {"N": repr(value)}
    if isinstance(value, list):
        return {"L": [attribute(inner) for inner in value]}
    if isinstance(value, dict):
        return {"M": {name: attribute(inner) for name, inner in value.items()}}
    return {"S": value}
