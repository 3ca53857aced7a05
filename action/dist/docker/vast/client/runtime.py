"""The Lambda runtime loop: asks for an invocation, has it handled, answers; for ever.

AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes". The standard library alone.
"""

import http.client
import json
import os
import signal
import sys
import traceback

from handler import ANSWER_LIMIT, AnswerTooLarge, BadRequest, CommandException, handle

INVOCATION = "/2018-06-01/runtime/invocation"


def main():
    # Process 1 of a container has no default for it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    api = os.environ["AWS_LAMBDA_RUNTIME_API"]
    while True:
        serve(api)


def serve(api):
    """One invocation."""
    _, headers, body = call(api, "GET", f"{INVOCATION}/next")
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    deadline = int(headers["Lambda-Runtime-Deadline-Ms"]) / 1000
    try:
        answer = json.dumps(handle(read(body), deadline)).encode()
    except Exception as error:  # Whatever it is, the caller has to hear of it and the loop has to go on.
        fail(api, request_id, error)
        return
    call(api, "POST", f"{INVOCATION}/{request_id}/response", answer)


def read(body):
    try:
        return json.loads(body)
    except ValueError as error:
        raise BadRequest("the event is not JSON") from error


def fail(api, request_id, error):
    name = type(error).__name__
    # A message of anything unexpected might quote the command: only its kind and place are told and logged.
    expected = isinstance(error, (AnswerTooLarge, BadRequest, CommandException))
    message = str(error) if expected else f"{name} in the client's own code"
    stack = [] if expected else traceback.format_tb(error.__traceback__)
    print(json.dumps({"requestId": request_id, "error": name, "stack": stack}), flush=True)
    answer = json.dumps({"errorType": name, "errorMessage": message, "stackTrace": stack}).encode()
    call(api, "POST", f"{INVOCATION}/{request_id}/error", answer, {"Lambda-Runtime-Function-Error-Type": name})


def call(api, method, path, body=None, headers=None):
    # No time limit: the next invocation may be hours away, and Lambda freezes the process meanwhile.
    connection = http.client.HTTPConnection(api)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        content = response.read()
    finally:
        connection.close()
    if response.status >= 300:
        # Lambda starts a new process for the next invocation.
        raise SystemExit(f"the runtime API answered {response.status} to {method} {path}")
    return response.status, response.headers, content


if __name__ == "__main__":
    main()
