"""Calls to the AWS that AWS_ENDPOINT_URL names. Not signed, since nobody there looks: the header only tells service and region."""
import http.client
import json
import os
import time
from urllib.parse import quote, urlsplit


class Refused(Exception):
    """AWS answered, and not with a 2xx."""

    def __init__(self, what, status, body):
        super().__init__(f"{what}: {status} {body[:500].decode('utf-8', 'replace')}")
        self.status = status


def ask(service, method, path, body=b"", headers=None):
    endpoint = urlsplit(os.environ["AWS_ENDPOINT_URL"])
    connection = http.client.HTTPConnection(endpoint.hostname, endpoint.port or 80, timeout=60)
    now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    scope = f"{now[:8]}/{os.environ.get('AWS_REGION', 'us-east-1')}/{service}/aws4_request"
    key = os.environ.get("AWS_ACCESS_KEY_ID", "test")
    signed = {
        "X-Amz-Date": now,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders=host;x-amz-date, Signature={'0' * 64}",
    }
    try:
        connection.request(method, path, body, {**signed, **(headers or {})})
        answer = connection.getresponse()
        content = answer.read()
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise Refused(f"{service} {method} {path}", answer.status, content)
    return content, answer.headers


def call(service, target, version, **request):
    """One operation of the JSON protocol: `call('kinesis', 'Kinesis_20131202.PutRecord', '1.1', ...)`."""
    headers = {"Content-Type": f"application/x-amz-json-{version}", "X-Amz-Target": target}
    content, _ = ask(service, "POST", "/", json.dumps(request).encode(), headers)
    return json.loads(content or b"{}")


def name_of(arn):
    """The last name in an ARN; a name is one already."""
    return arn.rsplit(":", 1)[-1].rsplit("/", 1)[-1]


def get_object(bucket, key):
    return ask("s3", "GET", f"/{bucket}/{quote(key)}")[0]


def put_object(bucket, key, body):
    ask("s3", "PUT", f"/{bucket}/{quote(key)}", body, {"Content-Type": "application/octet-stream"})


def invoke(function, payload):
    path = f"/2015-03-31/functions/{quote(function, safe='')}/invocations"
    content, headers = ask("lambda", "POST", path, payload, {"Content-Type": "application/json"})
    return content, headers.get("X-Amz-Function-Error")
