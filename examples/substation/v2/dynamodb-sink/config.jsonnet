// Hash and time of processed events, as items of the table; its key is PK.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

local item = [
  sub.copy('event.hash', 'meta item.PK'),
  sub.copy('event.created', 'meta item.event_created'),
  sub.copy('meta item'),
  sub.send.dynamodb(names.tables.processed.arn),
];

{ transforms: [sub.where('event.hash', item, otherwise=[sub.drop])] }
