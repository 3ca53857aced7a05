"""Times in Go's layouts, as configurations have them: `2006/01/02`, `2006-01-02T15:04:05.000000Z`."""
import datetime
import time

PARTS = {"2006": "%Y", "01": "%m", "02": "%d", "15": "%H", "04": "%M", "05": "%S", ".000000": ".%f"}


def write_time(layout, nanoseconds):
    if layout in ("unix", "unix_milli"):
        return nanoseconds // (10**9 if layout == "unix" else 10**6)
    moment = datetime.datetime.fromtimestamp(nanoseconds // 10**9, datetime.timezone.utc)
    moment = moment.replace(microsecond=nanoseconds % 10**9 // 1000)
    for part, directive in PARTS.items():
        layout = layout.replace(part, directive)
    milliseconds = f".{moment.microsecond // 1000:03d}"
    return moment.strftime(layout).replace(".000", milliseconds)


def now():
    return time.time_ns()
