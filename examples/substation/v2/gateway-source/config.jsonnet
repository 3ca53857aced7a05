// Events that are posted to the API go into the raw stream as they are.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

{ transforms: [sub.send.kinesis(names.streams.raw.arn)] }
