// Answers what is known of an address: {addr} becomes {addr, hash, seen}. A place for look-ups of your own.
local sub = import '../lib/substation.libsonnet';

{ transforms: [sub.sha256('addr', 'hash')] + sub.now('seen') }
