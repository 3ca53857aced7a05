// Facts of hosts, kept by address and by name, to enrich other events with.
local condition = import '../library/condition.libsonnet';
local process = import '../library/process.libsonnet';
local sink = import '../library/sink.libsonnet';

local attribute(name, weight) = process.pipeline(
  process.patterns.present([['host.' + name, 'facts.%s.value' % name]]) + [process.insert('facts.%s.weight' % name, weight)],
  when=condition.operator.all(condition.strings.empty('host.' + name, true)),
);

local weights = { owner: 1, team: 0.75, region: 1 / 3, cost_center: 0.1, environment: 2.5e-3, created: 1e21 };

{
  sink: sink.dynamodb('facts', 'facts'),
  transform: {
    type: 'batch',
    settings: {
      processors:
        process.patterns.identity('facts.id')
        + [attribute(name, weights[name]) for name in std.objectFields(weights)]
        + [process.insert('facts.ttl', 86400 * 30), process.copy('host.address', 'facts.pk'), process.copy('host.name', 'facts.sk')],
    },
  },
}
