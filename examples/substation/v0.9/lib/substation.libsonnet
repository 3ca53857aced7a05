// The parts of a configuration of Substation v0.9 that these examples use: a transform between a source and one sink.
local list(value) = if std.isArray(value) then value else [value];

{
  // What a function does with the events that it is given.
  transfer(sink): { sink: sink, transform: { type: 'transfer' } },
  batch(sink, processors): {
    sink: sink,
    transform: { type: 'batch', settings: { processors: processors } },
  },

  sink: {
    kinesis(stream): { type: 'aws_kinesis', settings: { stream: stream } },
    // Objects are named prefix/year/month/day/uuid.gz.
    s3(bucket, prefix): { type: 'aws_s3', settings: { bucket: bucket, prefix: prefix } },
    // The items stand in the event at `key`.
    dynamodb(table, key): { type: 'aws_dynamodb', settings: { table: table, key: key } },
    // Back to who has invoked the function.
    caller: { type: 'grpc', settings: { server: 'localhost:50051' } },
  },

  local process(type, settings, options=null) = {
    type: type,
    settings: settings + (if options == null then {} else { options: options }),
  },

  process: {
    copy(from, to): process('copy', { key: from, set_key: to }),
    sha256(from, to): process('hash', { key: from, set_key: to }, { algorithm: 'sha256' }),
    now(to): process('time', { set_key: to }, { format: 'now', set_format: '2006-01-02T15:04:05.000000Z' }),
    drop: process('drop', {}),
    invoke(name, from, to): process('aws_lambda', { key: from, set_key: to }, { function_name: name }),
  },

  // `processors`, for those events that have something at `key`, or nothing there.
  where(key, processors): $._conditional('all', key, processors),
  whereNot(key, processors): $._conditional('none', key, processors),

  _conditional(operator, key, processors): [
    processor {
      settings+: {
        condition: {
          operator: operator,
          inspectors: [{ type: 'length', settings: { key: key, options: { type: 'greater_than', value: 0 } } }],
        },
      },
    }
    for processor in list(processors)
  ],
}
