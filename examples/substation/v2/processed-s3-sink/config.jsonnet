// The events of the processed stream, as they are, in compressed objects of the processed bucket.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

{ transforms: [sub.send.s3(names.buckets.processed.arn, 'example')] }
