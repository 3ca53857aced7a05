"""Whether a message is one of those that a transform or a processor is for. v1 and v2: `{type, settings}`; v0: `{operator, inspectors}`."""
from message import MISSING, text

COMPARE = {
    "equals": lambda one, other: one == other,
    "equal_to": lambda one, other: one == other,
    "greater_than": lambda one, other: one > other,
    "less_than": lambda one, other: one < other,
    "contains": lambda one, other: other in one,
    "starts_with": lambda one, other: one.startswith(other),
    "ends_with": lambda one, other: one.endswith(other),
}
METAS = {"all": all, "any": any, "none": lambda results: not any(results)}


def holds(condition, message):
    """No condition holds always."""
    if not condition:
        return True
    kind, settings = condition.get("type", ""), condition.get("settings") or {}
    if "operator" in condition:
        return operated(condition["operator"], condition.get("inspectors", []), message, inspected)
    if kind.startswith("meta_") and kind[5:] in METAS:
        return operated(kind[5:], settings.get("conditions", []), message, holds)
    source = (settings.get("object") or {}).get("source_key", "")
    value = text(message.get(source)) if source else message.data.decode("utf-8", "replace")
    for prefix, measured in (("number_length_", len(value)), ("string_", value)):
        if kind.startswith(prefix) and kind[len(prefix) :] in COMPARE:
            return COMPARE[kind[len(prefix) :]](measured, settings.get("value"))
    raise ValueError(f"condition {kind}: invalid or unknown to the stand-in")


def operated(name, conditions, message, test):
    if name not in METAS:
        raise ValueError(f"operator {name}: invalid")
    return METAS[name]([test(condition, message) for condition in conditions])


def inspected(inspector, message):
    settings = inspector.get("settings") or {}
    options = settings.get("options") or {}
    key, kind, compare = settings.get("key", ""), inspector.get("type"), COMPARE.get(options.get("type"))
    found = message.get(key) if key else message.data.decode("utf-8", "replace")
    value = "" if found is MISSING else text(found)
    if kind == "length" and compare:
        result = compare(len(value), options.get("value"))
    elif kind == "strings" and compare:
        result = compare(value, options.get("expression"))
    else:
        raise ValueError(f"inspector {kind}: invalid or unknown to the stand-in")
    return result != bool(settings.get("negate"))
