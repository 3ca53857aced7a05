"""Runs a bash command for one invocation and answers with what it printed.

Neither the command, nor a value of its environment, nor its output is ever logged: they may hold secrets.
"""

import base64
import binascii
import json
import os
import re
import signal
import subprocess
import threading
import time

# AWS Lambda quotas: 6 MB for the answer of a synchronous invocation.
ANSWER_LIMIT = 6 * 1024 * 1024
# Between the last moment of a command and the function's deadline, after which Lambda kills everything without an answer.
DEADLINE_MARGIN = 3.0
TERMINATION_GRACE = 1.0
# As coreutils' timeout(1).
TIMED_OUT = 124


class BadRequest(Exception):
    """The event is not `{"cmd": base64, "env": {NAME: value}}`."""


class AnswerTooLarge(Exception):
    """The command ran, but Lambda would refuse to carry what it printed."""


class CommandException(Exception):
    """The command failed. The message is the whole result as JSON."""


def handle(event, deadline):
    """Result of the command in `event`. `deadline`: seconds since the epoch at which Lambda ends the invocation."""
    command, environment = parse(event)
    began = time.monotonic()
    returncode, stdout, stderr = run(command, environment, deadline - DEADLINE_MARGIN)
    log(
        commandBytes=len(command.encode()),
        environmentVariables=len(environment),
        stdoutBytes=stdout.size,
        stderrBytes=stderr.size,
        returncode=returncode,
        seconds=round(time.monotonic() - began, 3),
    )

    result = {
        "stdout": stdout.text(),
        "stderr": stderr.text(),
        "parsed_cmd": ["/bin/bash", "-c", command],
        "returncode": returncode,
        "env": environment,
    }
    text = json.dumps(result)
    # As a message the text is quoted once more.
    size = len(text) if returncode == 0 else len(json.dumps(text))
    if stdout.cut or stderr.cut or size > ANSWER_LIMIT:
        raise AnswerTooLarge(
            f"the command ended with {returncode} and printed {stdout.size + stderr.size} bytes, "
            "more than the 6 MB that Lambda can answer with; write large results to S3"
        )
    if returncode != 0:
        raise CommandException(text)
    return result


def parse(event):
    event = of_queue(event)
    if not isinstance(event, dict) or not isinstance(event.get("cmd"), str):
        raise BadRequest('the event needs "cmd", a base64 text')
    try:
        command = base64.b64decode(event["cmd"], validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise BadRequest('"cmd" is not the base64 of a UTF-8 text') from error
    if not command.strip() or "\0" in command:
        raise BadRequest('"cmd" is empty or holds a NUL character')

    environment = event.get("env") or {}
    if not isinstance(environment, dict):
        raise BadRequest('"env" is not an object')
    for name, value in environment.items():
        if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name):
            raise BadRequest(f'"env" holds {json.dumps(name)}, which is no name of a variable')
        if not isinstance(value, str) or "\0" in value:
            raise BadRequest(f'the value of {name} in "env" is not a text without NUL characters')
    return command, environment


def of_queue(event):
    """A message of an SQS queue is a request in itself: "Using Lambda with Amazon SQS", batches of one."""
    records = event.get("Records") if isinstance(event, dict) else None
    if not isinstance(records, list):
        return event
    if len(records) != 1 or not isinstance(records[0], dict):
        raise BadRequest(f"the event holds {len(records)} messages, not one")
    try:
        return json.loads(records[0].get("body", ""))
    except ValueError as error:
        raise BadRequest("the message is not JSON") from error


def run(command, environment, until):
    process = subprocess.Popen(
        ["/bin/bash", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A copy: the next invocation of this warm process must not see the variables of this one.
        env={**os.environ, **environment},
        # A process group of its own, so that what the command starts ends with it.
        start_new_session=True,
    )
    # Side by side: a full pipe that nobody reads would stop the command.
    stdout, stderr = Stream(process.stdout), Stream(process.stderr)
    try:
        returncode = process.wait(max(0, until - time.time()))
    except subprocess.TimeoutExpired:
        terminate(process)
        returncode = TIMED_OUT
        stderr.notice = "killed: the function's time limit was close"
    # What it left in the background would be frozen with the answer, and wake up in somebody else's invocation.
    kill(process.pid, signal.SIGKILL)
    stdout.finish()
    stderr.finish()
    return returncode, stdout, stderr


def terminate(process):
    kill(process.pid, signal.SIGTERM)
    try:
        process.wait(TERMINATION_GRACE)
    except subprocess.TimeoutExpired:
        kill(process.pid, signal.SIGKILL)
        process.wait()


def kill(group, number):
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        pass


class Stream:
    """Reads a pipe to its end and keeps as much as could be answered with."""

    def __init__(self, pipe):
        self.size = 0
        self.notice = None
        self._kept = bytearray()
        self._pipe = pipe
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def cut(self):
        return self.size > len(self._kept)

    def finish(self):
        # A process that left the group may hold the pipe open for ever.
        self._thread.join(1)
        if not self._thread.is_alive():
            self._pipe.close()

    def text(self):
        lines = [self._kept.decode("utf-8", "replace").strip(), self.notice]
        return "\n".join(line for line in lines if line)

    def _read(self):
        while chunk := self._pipe.read1(65536):
            self.size += len(chunk)
            self._kept += chunk[: ANSWER_LIMIT - len(self._kept)]


def log(**fields):
    print(json.dumps(fields), flush=True)
