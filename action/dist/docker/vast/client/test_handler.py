"""Run with `python3 -m unittest` in this folder. Every command here is run for real."""

import base64
import contextlib
import io
import json
import os
import time
import unittest

from handler import ANSWER_LIMIT, DEADLINE_MARGIN, TIMED_OUT, AnswerTooLarge, BadRequest, CommandException, handle


def event(command, **environment):
    return {"cmd": base64.b64encode(command.encode()).decode(), "env": environment}


def invoke(request, seconds=60.0):
    """Result and log of one invocation that has `seconds` left for its command."""
    log = io.StringIO()
    with contextlib.redirect_stdout(log):
        result = handle(request, time.time() + DEADLINE_MARGIN + seconds)
    return result, log.getvalue()


def failure(case, request, seconds=60.0):
    """The result that a failing command's error carries."""
    with case.assertRaises(CommandException) as caught:
        invoke(request, seconds)
    return json.loads(str(caught.exception))


class Answers(unittest.TestCase):
    def test_tells_what_the_command_printed(self):
        result, _ = invoke(event("echo out; echo err >&2"))

        self.assertEqual(
            result,
            {
                "stdout": "out",
                "stderr": "err",
                "parsed_cmd": ["/bin/bash", "-c", "echo out; echo err >&2"],
                "returncode": 0,
                "env": {},
            },
        )

    def test_needs_no_env(self):
        result, _ = invoke({"cmd": base64.b64encode(b"echo hello").decode()})

        self.assertEqual(result["stdout"], "hello")

    def test_runs_a_script_of_several_lines_in_bash(self):
        result, _ = invoke(event("set -o pipefail\nfor i in {1..3}; do\n  echo $i\ndone"))

        self.assertEqual(result["stdout"], "1\n2\n3")

    def test_takes_a_message_of_a_queue_for_the_request(self):
        message = {"messageId": "1", "eventSource": "aws:sqs", "body": json.dumps(event('echo "$SRC_KEY"', SRC_KEY="a b"))}

        result, _ = invoke({"Records": [message]})

        self.assertEqual(result["stdout"], "a b")

    def test_gives_the_command_no_input(self):
        result, _ = invoke(event("cat; echo end"))

        self.assertEqual(result["stdout"], "end")

    def test_reads_both_streams_side_by_side(self):
        result, _ = invoke(event("head -c 1000000 /dev/zero | tr '\\0' e >&2; head -c 1000000 /dev/zero | tr '\\0' o"))

        self.assertEqual((len(result["stdout"]), len(result["stderr"])), (1000000, 1000000))

    def test_replaces_what_is_not_utf_8(self):
        result, _ = invoke(event("printf 'a\\xffb'; printf 'gr\\xc3\\xbcn' >&2"))

        self.assertEqual((result["stdout"], result["stderr"]), ("a\ufffdb", "grün"))

    def test_makes_a_failing_command_an_error_that_carries_the_whole_result(self):
        result = failure(self, event("echo partial; echo broken >&2; exit 7", A="1"))

        self.assertEqual(
            result,
            {
                "stdout": "partial",
                "stderr": "broken",
                "parsed_cmd": ["/bin/bash", "-c", "echo partial; echo broken >&2; exit 7"],
                "returncode": 7,
                "env": {"A": "1"},
            },
        )

    def test_refuses_to_answer_with_more_than_lambda_carries(self):
        with self.assertRaisesRegex(AnswerTooLarge, "ended with 0 and printed 7000000 bytes.*S3"):
            invoke(event("head -c 7000000 /dev/zero | tr '\\0' x"))

    def test_counts_the_escapes_of_json(self):
        third = ANSWER_LIMIT // 3

        with self.assertRaises(AnswerTooLarge):
            invoke(event(f"head -c {third} /dev/zero"))

    def test_lets_a_command_that_prints_too_much_come_to_its_end(self):
        with self.assertRaisesRegex(AnswerTooLarge, "ended with 3"):
            invoke(event("head -c 20000000 /dev/zero; exit 3"))


class Environment(unittest.TestCase):
    def test_is_the_command_s_own(self):
        result, _ = invoke(event('echo "$GREETING $NAME"', GREETING="hello", NAME="a b=c"))

        self.assertEqual(result["stdout"], "hello a b=c")
        self.assertEqual(result["env"], {"GREETING": "hello", "NAME": "a b=c"})

    def test_is_laid_over_the_function_s(self):
        os.environ["STAGE"] = "dev"
        self.addCleanup(os.environ.pop, "STAGE")

        result, _ = invoke(event('echo "$STAGE $OTHER"', OTHER="x"))

        self.assertEqual(result["stdout"], "dev x")

    def test_does_not_leak_into_the_next_invocation(self):
        invoke(event("true", SECRET_TOKEN="s3cret"))

        result, _ = invoke(event('echo "<${SECRET_TOKEN-unset}>"'))

        self.assertEqual(result["stdout"], "<unset>")
        self.assertNotIn("SECRET_TOKEN", os.environ)


class Log(unittest.TestCase):
    def test_holds_sizes_code_and_time_alone(self):
        _, log = invoke(event("echo topsecret-output", TOKEN="topsecret-value"))

        self.assertNotIn("topsecret", log)
        self.assertNotIn("TOKEN", log)
        self.assertEqual(
            set(json.loads(log)),
            {"commandBytes", "environmentVariables", "stdoutBytes", "stderrBytes", "returncode", "seconds"},
        )


class Processes(unittest.TestCase):
    def test_are_killed_shortly_before_the_deadline(self):
        result = failure(self, event("echo started; sleep 600"), seconds=0.3)

        self.assertEqual(result["returncode"], TIMED_OUT)
        self.assertEqual(result["stdout"], "started")
        self.assertEqual(result["stderr"], "killed: the function's time limit was close")

    def test_get_the_chance_to_tidy_up(self):
        result = failure(self, event("trap 'echo tidy; exit' TERM; sleep 600 & wait"), seconds=0.3)

        self.assertEqual(result["stdout"], "tidy")

    def test_that_ignore_the_signal_are_killed_all_the_same(self):
        result = failure(self, event("trap '' TERM; echo $$; while :; do sleep 1; done"), seconds=0.3)

        self.assertEqual(result["returncode"], TIMED_OUT)
        with self.assertRaises(ProcessLookupError):
            os.kill(int(result["stdout"]), 0)

    def test_left_in_the_background_end_with_the_command(self):
        result, _ = invoke(event("sleep 600 & echo $!"))

        self.assertTrue(gone(int(result["stdout"])))


class Requests(unittest.TestCase):
    def test_are_refused_with_the_reason(self):
        good = base64.b64encode(b"true").decode()
        cases = [
            ([], 'needs "cmd"'),
            ({}, 'needs "cmd"'),
            ({"cmd": 7}, 'needs "cmd"'),
            ({"cmd": "not base64!"}, "not the base64"),
            ({"cmd": base64.b64encode(b"\xff\xfe").decode()}, "not the base64 of a UTF-8 text"),
            ({"cmd": ""}, "is empty"),
            ({"cmd": base64.b64encode(b"echo \0").decode()}, "NUL"),
            ({"cmd": good, "env": ["A=1"]}, "not an object"),
            ({"cmd": good, "env": {"A=B": "1"}}, "no name of a variable"),
            ({"cmd": good, "env": {"A": 1}}, "value of A"),
            ({"cmd": good, "env": {"A": "\0"}}, "value of A"),
        ]
        for request, reason in cases:
            with self.subTest(reason=reason, request=request), self.assertRaisesRegex(BadRequest, reason):
                invoke(request)

    def test_are_not_quoted_in_the_refusal(self):
        with self.assertRaises(BadRequest) as caught:
            invoke({"cmd": "topsecret!", "env": {"A": "topsecret"}})

        self.assertNotIn("topsecret", str(caught.exception))


def gone(process):
    """Killed, which the kernel may take a moment to show; a zombie is as good."""
    for _ in range(100):
        try:
            with open(f"/proc/{process}/stat", encoding="ascii") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    return False


if __name__ == "__main__":
    unittest.main()
