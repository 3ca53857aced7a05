// Hash and time of processed events, as items of the table; its key is PK.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

local item = '!metadata item';

sub.batch(
  sub.sink.dynamodb(names.tables.processed.name, item),
  [
    sub.process.copy('event.hash', item + '.PK'),
    sub.process.copy('event.created', item + '.event_created'),
  ] + sub.whereNot('event.hash', sub.process.drop)
)
