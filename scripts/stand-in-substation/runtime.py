"""AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes"."""
import http.client
import json
import os
import sys
import traceback

BASE = "/2018-06-01/runtime"


def serve(handle):
    """Hands each event to `handle` until Lambda ends the process. What it raises is the invocation's failure."""
    while True:
        event, invocation = following()
        try:
            answer, kind = json.dumps(handle(event)), "response"
        except Exception as error:  # the loop outlives every handler
            traceback.print_exc()
            answer, kind = described(error), "error"
        post(f"/invocation/{invocation}/{kind}", answer)


def fail(message):
    """As a panic at init: said to Lambda, and the process ends."""
    print(message, file=sys.stderr, flush=True)
    post("/init/error", described(RuntimeError(message)))
    sys.exit(2)


def described(error):
    return json.dumps({"errorType": type(error).__name__, "errorMessage": str(error)})


def following():
    # Waits as long as there is nothing to do.
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request("GET", f"{BASE}/invocation/next")
    answer = connection.getresponse()
    event = json.loads(answer.read())
    connection.close()
    return event, answer.headers["Lambda-Runtime-Aws-Request-Id"]


def post(path, body):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"], timeout=60)
    connection.request("POST", BASE + path, body, {"Content-Type": "application/json"})
    connection.getresponse().read()
    connection.close()
