// The events of the raw stream, as they are, in compressed objects of the raw bucket.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

{ transforms: [sub.send.s3(names.buckets.raw.arn, 'example')] }
