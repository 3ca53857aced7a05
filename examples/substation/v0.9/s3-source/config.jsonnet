// Lines of objects that are put into the source bucket go into the raw stream as they are.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

sub.transfer(sub.sink.kinesis(names.streams.raw.name))
