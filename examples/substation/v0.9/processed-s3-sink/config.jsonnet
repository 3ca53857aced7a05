// The events of the processed stream, as they are, in compressed objects of the processed bucket.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

sub.transfer(sub.sink.s3(names.buckets.processed.name, 'example'))
