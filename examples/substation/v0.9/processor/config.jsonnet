// Raw events get a hash and a time, those with an address what the enrichment says of it, and go on to the processed stream.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

sub.batch(
  sub.sink.kinesis(names.streams.processed.name),
  [
    sub.process.sha256('@this', 'event.hash'),
    sub.process.now('event.created'),
  ] + sub.where('addr', [
    // What the enrichment is asked, and not the whole event.
    sub.process.copy('addr', '!metadata question.addr'),
    sub.process.invoke(names.functions.enrichment.name, '!metadata question', 'enrichment'),
  ])
)
