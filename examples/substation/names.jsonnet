// What the plugin gives to configurations as the external variable `names` (code): where the parts of the pipeline are in this stage. To compile an
// example by hand: jsonnet --ext-code-file names=examples/substation/names.jsonnet examples/substation/v2/processor/config.jsonnet
local stage = 'substation-dev';
local place(service, resource) = 'arn:aws:%s:eu-west-1:123456789012:%s' % [service, resource];

{
  streams: {
    [name]: { name: stage + '-' + name, arn: place('kinesis', 'stream/' + self.name) }
    for name in ['raw', 'processed']
  },
  buckets: {
    [name]: { name: stage + '-' + name + '-eu-west-1-123456789012', arn: 'arn:aws:s3:::' + self.name }
    for name in ['source', 'raw', 'processed']
  },
  tables: { processed: { name: stage + '-processed', arn: place('dynamodb', 'table/' + self.name) } },
  functions: { enrichment: { name: stage + '-enrichment', arn: place('lambda', 'function:' + self.name) } },
}
