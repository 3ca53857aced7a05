"""Stands in for Substation where its source is out of reach: speaks its contract with Lambda, configuration and sinks; knows a few transforms."""
import os

import events
import extensions
import pipeline
import runtime
import settings


def main():
    handler = os.environ.get("SUBSTATION_LAMBDA_HANDLER") or os.environ.get("SUBSTATION_HANDLER")
    if not handler:
        runtime.fail("init handler: missing SUBSTATION_HANDLER or SUBSTATION_LAMBDA_HANDLER environment variable")
    if handler not in events.HANDLERS:
        runtime.fail(f"main handler {handler}: invalid handler")
    extensions.started(int(os.environ.get("AWS_APPCONFIG_EXTENSION_HTTP_PORT", "2772")))

    def handle(event):
        config = settings.config()
        return events.answer(handler, event, lambda messages: pipeline.run(config, messages))

    runtime.serve(handle)
