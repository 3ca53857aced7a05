"""Stands in for Substation's autoscaling: an alarm of a stream comes by SNS, the stream gets more or fewer shards, the alarms follow."""
import json
import math
import os
from urllib.parse import urlencode

import aws
import runtime

FACTORS = {"upscale": 1.5, "downscale": 0.5}
UPSCALE = os.environ.get("SUBSTATION_AUTOSCALING_UPSCALE_DATAPOINTS", "5")
DOWNSCALE = os.environ.get("SUBSTATION_AUTOSCALING_DOWNSCALE_DATAPOINTS", "57")
# Comparison, threshold, datapoints, periods.
ALARMS = {
    "upscale": ("GreaterThanOrEqualToThreshold", "0.75", UPSCALE, "5"),
    "downscale": ("LessThanOrEqualToThreshold", "0.25", DOWNSCALE, "60"),
}


def main():
    runtime.serve(handle)


def handle(event):
    notice = event["Records"][0]["Sns"]
    alarm = json.loads(notice["Message"])
    stream = stream_of(alarm)
    shards = open_shards(stream)
    wanted = within(stream, scaled(alarm["AlarmName"], shards))
    print(f"alarm {alarm['AlarmName']}: {stream} has {shards} shards, wanted {wanted}", flush=True)
    if wanted == shards:
        return
    kinesis("UpdateShardCount", StreamName=stream, TargetShardCount=wanted, ScalingType="UNIFORM_SCALING")
    for direction in ("downscale", "upscale"):
        put_alarm(stream, direction, wanted, notice["TopicArn"])


def stream_of(alarm):
    for metric in alarm["Trigger"]["Metrics"]:
        if metric.get("Id") in ("m1", "m2"):
            return metric["MetricStat"]["Metric"]["Dimensions"][0]["value"]
    raise ValueError("the alarm has no metric m1 or m2")


def open_shards(stream):
    request, count = {"StreamName": stream}, 0
    while request:
        page = kinesis("ListShards", **request)
        count += sum("EndingSequenceNumber" not in shard["SequenceNumberRange"] for shard in page["Shards"])
        request = {"NextToken": page["NextToken"]} if page.get("NextToken") else None
    return count


def scaled(name, shards):
    for direction, factor in FACTORS.items():
        if direction in name:
            return math.ceil(shards * factor)
    return shards


def within(stream, wanted):
    tags = {tag["Key"]: tag["Value"] for tag in kinesis("ListTagsForStream", StreamName=stream)["Tags"]}
    return max(1, int(tags.get("MinimumShards", 1)), min(wanted, int(tags.get("MaximumShards", wanted))))


def put_alarm(stream, direction, shards, topic):
    """As the alarm was made, with the new number of shards in its expressions."""
    comparison, threshold, enough, periods = ALARMS[direction]
    name = f"{stream}_{direction}"
    expressions = {
        "e1": "FILL(m1,REPEAT)",
        "e2": "FILL(m2,REPEAT)",
        "e3": f"e1/(1000*60*{shards})",
        "e4": f"e2/(1048576*60*{shards})",
        "e5": "MAX([e3,e4])",
    }
    metrics = [sums("m1", stream, "IncomingRecords"), sums("m2", stream, "IncomingBytes")]
    metrics += [{"Id": key, "Expression": text, "ReturnData": str(key == "e5").lower()} for key, text in expressions.items()]
    fields = {
        "AlarmName": name,
        "AlarmDescription": stream,
        "ActionsEnabled": "true",
        "AlarmActions.member.1": topic,
        "EvaluationPeriods": periods,
        "DatapointsToAlarm": enough,
        "Threshold": threshold,
        "ComparisonOperator": comparison,
        "TreatMissingData": "ignore",
    }
    for number, metric in enumerate(metrics, 1):
        fields.update({f"Metrics.member.{number}.{key}": value for key, value in metric.items()})
    cloudwatch("PutMetricAlarm", fields)
    reason = f"{stream} has {shards} shards"
    cloudwatch("SetAlarmState", {"AlarmName": name, "StateValue": "INSUFFICIENT_DATA", "StateReason": reason})


def sums(key, stream, metric):
    return {
        "Id": key,
        "ReturnData": "false",
        "MetricStat.Period": 60,
        "MetricStat.Stat": "Sum",
        "MetricStat.Metric.Namespace": "AWS/Kinesis",
        "MetricStat.Metric.MetricName": metric,
        "MetricStat.Metric.Dimensions.member.1.Name": "StreamName",
        "MetricStat.Metric.Dimensions.member.1.Value": stream,
    }


def kinesis(operation, **request):
    return aws.call("kinesis", f"Kinesis_20131202.{operation}", "1.1", **request)


def cloudwatch(operation, fields):
    body = urlencode({"Action": operation, "Version": "2010-08-01", **fields}).encode()
    aws.ask("monitoring", "POST", "/", body, {"Content-Type": "application/x-www-form-urlencoded"})
