local condition = import '../library/condition.libsonnet';
local process = import '../library/process.libsonnet';
local sink = import '../library/sink.libsonnet';

local answered = condition.operator.all([condition.strings.equals('rcode', 'NOERROR'), condition.length.atLeast('answers', 1)]);

{
  sink: sink.kinesis('dns_processed', partition='query.name'),
  transform: {
    type: 'batch',
    settings: {
      processors: std.flattenArrays([
        process.patterns.identity(),
        process.patterns.present([['query_name', 'query.name'], ['query_type', 'query.type'], ['srcaddr', 'client.ip']]),
        [process.case('query.name', 'query.name')],
        process.patterns.domainParts('query.name', 'query'),
        process.patterns.move('query_timestamp', 'event.created'),
        [process.time('event.created', 'event.created', '2006-01-02T15:04:05Z')],
        [process.group(['answers.#.Rdata', 'answers.#.Type'], 'answer', ['value', 'type'], answered)],
        [process.drop(condition.operator.any([condition.strings.endsWith('query.name', '.internal'), condition.strings.empty('query.name')]))],
      ]),
    },
  },
}
