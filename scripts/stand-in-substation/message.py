"""An event on its way: its data, and metadata beside it that no sink writes."""
import json

MISSING = object()


class Message:
    def __init__(self, data, metadata=None):
        self.data = data
        self.metadata = metadata if metadata is not None else {}

    def get(self, key):
        """The value at `a.b.0`, `@this`, or in the metadata at `!metadata a` (v0) and `meta a` (v1, v2)."""
        tree, key = self._place(key)
        return at(tree, key)

    def set(self, key, value):
        tree, key = self._place(key)
        if key in ("", "@this"):
            tree = value
        else:
            # Empty data, and data that is no object, becomes one: as upstream's JSON library has it.
            tree = tree if isinstance(tree, (dict, list)) else {}
            put(tree, key.split("."), value)
        self._keep(tree)

    def delete(self, key):
        tree, key = self._place(key)
        *path, last = key.split(".")
        parent = at(tree, ".".join(path)) if path else tree
        if isinstance(parent, dict):
            parent.pop(last, None)
        self._keep(tree)

    def _place(self, key):
        for prefix in ("!metadata", "meta "):
            if key.startswith(prefix):
                self._keep = self._keep_metadata
                return self.metadata, key[len(prefix) :].strip()
        self._keep = self._keep_data
        try:
            return json.loads(self.data), key
        except ValueError:
            return self.data.decode("utf-8", "replace"), key

    def _keep_metadata(self, tree):
        self.metadata = tree

    def _keep_data(self, tree):
        self.data = text(tree).encode()


def at(tree, key):
    if key in ("", "@this"):
        return tree
    if any(mark in key for mark in "|#@*?\\"):
        raise ValueError(f"the stand-in knows no path like {key}")
    for name in key.split("."):
        if isinstance(tree, dict) and name in tree:
            tree = tree[name]
        elif isinstance(tree, list) and name.isdigit() and int(name) < len(tree):
            tree = tree[int(name)]
        else:
            return MISSING
    return tree


def put(tree, path, value):
    name, *rest = path
    if isinstance(tree, list):
        index = len(tree) if name == "-1" else int(name)
        tree.extend([None] * (index + 1 - len(tree)))
        name = index
    if rest:
        inner = tree[name] if isinstance(tree, list) else tree.get(name)
        if not isinstance(inner, (dict, list)):
            inner = tree[name] = [] if rest[0] in ("-1", "0") else {}
        put(inner, rest, value)
    else:
        tree[name] = value


def text(value):
    """A text as it is, everything else as JSON; nothing where it is missing."""
    if value is MISSING or value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)
