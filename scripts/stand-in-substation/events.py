"""The events of each handler, in the names of every era: what messages they hold, and what the invocation is answered."""
import base64
import gzip
import json
from urllib.parse import unquote_plus

import aws
import records
from message import Message


def answer(handler, event, process):
    """`process` takes messages and returns what became of them."""
    if handler in ("GATEWAY", "AWS_API_GATEWAY"):
        return gateway(event, process)
    if handler in ("AWS_LAMBDA", "AWS_LAMBDA_SYNC", "AWS_LAMBDA_ASYNC"):
        return invoked(handler, event, process)
    process([message for record in event["Records"] for message in RECORDS[handler](record)])
    return None


def gateway(event, process):
    body = event.get("body") or ""
    data = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
    metadata = {"resource": event.get("resource"), "path": event.get("path"), "headers": event.get("headers")}
    try:
        process([Message(data, metadata)] if data else [])
    except Exception as error:
        print(f"gateway: {error}", flush=True)
        return {"statusCode": 500}
    return {"statusCode": 200}


def invoked(handler, event, process):
    results = [json.loads(message.data) for message in process([Message(json.dumps(event).encode())])]
    if handler == "AWS_LAMBDA":
        return results
    if handler == "AWS_LAMBDA_ASYNC":
        return None
    if len(results) != 1:
        raise RuntimeError("lambda sync: transformed data into multiple items")
    return results[0]


def of_stream(record):
    data = base64.b64decode(record["kinesis"]["data"])
    metadata = {"partitionKey": record["kinesis"].get("partitionKey"), "stream": record.get("eventSourceARN")}
    return [Message(event, dict(metadata)) for event in records.deaggregate(data)]


def of_bucket(record):
    bucket, key = record["s3"]["bucket"]["name"], unquote_plus(record["s3"]["object"]["key"])
    content = aws.get_object(bucket, key)
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    metadata = {"bucketName": bucket, "objectKey": key, "objectSize": record["s3"]["object"].get("size")}
    return [Message(line, dict(metadata)) for line in content.splitlines() if line]


def of_notices(text):
    """Of a notification that came by a topic or a queue. S3's test event has no records."""
    return [message for record in json.loads(text).get("Records", []) for message in of_bucket(record)]


def of_topic(record):
    return [Message(record["Sns"]["Message"].encode(), {"messageId": record["Sns"].get("MessageId")})]


def of_queue(record):
    return [Message(record["body"].encode(), {"messageId": record.get("messageId")})]


def of_table(record):
    return [Message(json.dumps({"eventName": record["eventName"], **record["dynamodb"]}).encode())]


RECORDS = {
    "KINESIS": of_stream,
    "AWS_KINESIS": of_stream,
    "AWS_KINESIS_DATA_STREAM": of_stream,
    "S3": of_bucket,
    "AWS_S3": of_bucket,
    "SNS": lambda record: of_notices(record["Sns"]["Message"]),
    "AWS_S3_SNS": lambda record: of_notices(record["Sns"]["Message"]),
    "AWS_S3_SQS": lambda record: of_notices(record["body"]),
    "AWS_SNS": of_topic,
    "SQS": of_queue,
    "AWS_SQS": of_queue,
    "AWS_DYNAMODB": of_table,
    "AWS_DYNAMODB_STREAM": of_table,
}
HANDLERS = {*RECORDS, "GATEWAY", "AWS_API_GATEWAY", "AWS_LAMBDA", "AWS_LAMBDA_SYNC", "AWS_LAMBDA_ASYNC"}
