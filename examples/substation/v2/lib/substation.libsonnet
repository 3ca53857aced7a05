// The transforms of Substation v2 that these examples use. A configuration is a list of them; sending is one, too.
local object(from=null, to=null) = {
  object: std.prune({ source_key: from, target_key: to }),
};

{
  copy(from, to=null): { type: 'object_copy', settings: object(from, to) },
  sha256(from, to): { type: 'hash_sha256', settings: object(from, to) },
  // As text; a number of nanoseconds on the way.
  now(to): [
    { type: 'time_now', settings: object(to=to) },
    { type: 'time_to_string', settings: object(to, to) { format: '2006-01-02T15:04:05.000000Z', location: 'UTC' } },
  ],
  drop: { type: 'utility_drop', settings: {} },
  // The answer is a list, as a function of v2 answers.
  invoke(arn, from, to): { type: 'enrich_aws_lambda', settings: object(from, to) { aws: { arn: arn } } },

  // `transforms`, for those events that have something at `key`; `otherwise` for all others.
  where(key, transforms, otherwise=[]): {
    type: 'meta_switch',
    settings: {
      cases: [{
        condition: { type: 'number_length_greater_than', settings: object(key) { value: 0 } },
        transforms: transforms,
      }] + (if otherwise == [] then [] else [{ transforms: otherwise }]),
    },
  },

  send: {
    kinesis(arn): {
      type: 'send_aws_kinesis_data_stream',
      settings: { aws: { arn: arn }, enable_record_aggregation: true },
    },
    // Objects are named prefix/year/month/day/uuid.gz; one event is one line.
    s3(arn, prefix): {
      type: 'send_aws_s3',
      settings: {
        aws: { arn: arn },
        file_path: { prefix: prefix, time_format: '2006/01/02', uuid: true, suffix: '.gz' },
        auxiliary_transforms: [
          { type: 'aggregate_to_string', settings: { separator: '\n' } },
          { type: 'format_to_gzip', settings: {} },
        ],
      },
    },
    // The event itself is the item.
    dynamodb(arn): { type: 'send_aws_dynamodb_put', settings: { aws: { arn: arn } } },
  },
}
