// Audit events of many services: for each service the same enrichment, nested by what it needs.
local condition = import '../library/condition.libsonnet';
local process = import '../library/process.libsonnet';
local sink = import '../library/sink.libsonnet';

local services = ['iam', 'sts', 's3', 'kms'];
local lookups = [
  { from: 'user.name', to: 'user.facts', table: 'users' },
  { from: 'source.ip', to: 'source.facts', table: 'addresses' },
  { from: 'role.arn', to: 'role.facts', table: 'roles' },
];

// Each step is wrapped in the conditions of the steps before it.
local wrap(processors, depth) =
  if depth == 0 then processors
  else wrap(
    [process.pipeline(processors, when=condition.operator.none([condition.strings.equals('depth', '%d' % depth), condition.ip.loopback('source.ip')]))]
    + [process.insert('trail.%d' % depth, std.md5(std.toString(processors))[:8])],
    depth - 1,
  );

local service(name) = wrap(
  std.flattenArrays([
    process.patterns.present([['detail.%s.%s' % [name, field], '%s.%s' % [name, field]] for field in ['action', 'resource', 'result']]),
    [process.dynamodb(lookup.from, lookup.to, lookup.table, name) for lookup in lookups],
  ]),
  1,
);

{
  sink: sink.s3('audit', prefix='processed', date='2006/01/02/15'),
  transform: {
    type: 'batch',
    settings: { processors: process.patterns.identity() + std.flattenArrays([service(name) for name in services]) },
  },
}
