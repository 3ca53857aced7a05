"""Stands in for the AWS AppConfig agent's Lambda extension: keeps configurations, and hands them out on localhost:2772."""
import http.client
import json
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode

import aws

PORT = int(os.environ.get("AWS_APPCONFIG_EXTENSION_HTTP_PORT", "2772"))
# "Using the AWS AppConfig Agent Lambda extension", AWS AppConfig User Guide.
POLL_SECONDS = int(os.environ.get("AWS_APPCONFIG_EXTENSION_POLL_INTERVAL_SECONDS", "45"))
PATH = re.compile(r"^/applications/([^/?]+)/environments/([^/?]+)/configurations/([^/?]+)")


class Configuration:
    def __init__(self, application, environment, profile):
        self.names = (application, environment, profile)
        self.lock = threading.Lock()
        self.token = self.content = None
        self.kind, self.due = "application/json", 0

    def read(self):
        """The newest as it was at the last poll; where a poll fails, the one before, if there was one."""
        with self.lock:
            if time.monotonic() >= self.due:
                try:
                    self.poll()
                except Exception as error:
                    self.token = None
                    if self.content is None:
                        raise
                    print(f"appconfig: {error}", file=sys.stderr, flush=True)
            return self.content, self.kind

    def poll(self):
        if self.token is None:
            application, environment, profile = self.names
            session = {
                "ApplicationIdentifier": application,
                "EnvironmentIdentifier": environment,
                "ConfigurationProfileIdentifier": profile,
            }
            body, headers = json.dumps(session).encode(), {"Content-Type": "application/json"}
            answer, _ = aws.ask("appconfig", "POST", "/configurationsessions", body, headers)
            self.token = json.loads(answer)["InitialConfigurationToken"]
        query = urlencode({"configuration_token": self.token})
        content, headers = aws.ask("appconfig", "GET", f"/configuration?{query}")
        self.token = headers["Next-Poll-Configuration-Token"]
        self.due = time.monotonic() + POLL_SECONDS
        # Empty: the same as before.
        if content or self.content is None:
            self.content, self.kind = content, headers.get("Content-Type", self.kind)


CONFIGURATIONS = {}


def configuration(path):
    names = PATH.match(path).groups()
    return CONFIGURATIONS.setdefault(names, Configuration(*names))


class Agent(BaseHTTPRequestHandler):
    def do_GET(self):
        if not PATH.match(self.path):
            return self.answer(404, "text/plain", b"404 page not found")
        try:
            content, kind = configuration(self.path).read()
        except aws.Refused as error:
            return self.answer(error.status, "text/plain", str(error).encode())
        except Exception as error:
            return self.answer(502, "text/plain", str(error).encode())
        return self.answer(200, kind, content)

    def answer(self, status, kind, content):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def main():
    try:
        server = ThreadingHTTPServer(("127.0.0.1", PORT), Agent)
    except OSError:
        # Another one has been started already.
        return
    for path in filter(None, os.environ.get("AWS_APPCONFIG_EXTENSION_PREFETCH_LIST", "").split(",")):
        try:
            configuration(path).read()
        except Exception as error:
            print(f"appconfig: {error}", file=sys.stderr, flush=True)
    threading.Thread(target=server.serve_forever).start()
    follow_events()


def follow_events():
    """Registers and waits for events, without which Lambda takes no invocation; a Runtime API without extensions is left alone."""
    base, events = "/2020-01-01/extension", json.dumps({"events": []})
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        # By the name of its file, as Lambda has it.
        connection.request("POST", f"{base}/register", events, {"Lambda-Extension-Name": os.path.basename(sys.argv[0])})
        answer = connection.getresponse()
        answer.read()
        identifier = answer.headers["Lambda-Extension-Identifier"]
        while identifier:
            connection.request("GET", f"{base}/event/next", headers={"Lambda-Extension-Identifier": identifier})
            connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return
