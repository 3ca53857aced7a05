// Raw events get a hash and a time, those with an address what the enrichment says of it, and go on to the processed stream.
local names = std.extVar('names');
local sub = import '../lib/substation.libsonnet';

{
  transforms: [sub.sha256('@this', 'event.hash')] + sub.now('event.created') + [
    sub.where('addr', [
      // What the enrichment is asked, and not the whole event.
      sub.copy('addr', 'meta question.addr'),
      sub.invoke(names.functions.enrichment.arn, 'meta question', 'meta answers'),
      sub.copy('meta answers.0', 'enrichment'),
    ]),
    sub.send.kinesis(names.streams.processed.arn),
  ],
}
