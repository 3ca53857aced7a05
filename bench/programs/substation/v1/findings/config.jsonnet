// Findings are matched by rules. A rule is a pipeline within the pipelines of its groups: settings in settings in settings.
local sub = import '../substation.libsonnet';

local rule(name, weight) = sub.transform.meta.pipe({
  transforms: [
    sub.transform.object.insert({ obj: { trg: 'rule.name' }, value: name }),
    sub.transform.object.insert({ obj: { trg: 'rule.weight' }, value: weight }),
  ],
});

local group(name, depth) = if depth == 0 then rule(name, -1.1 / (1 + std.length(name))) else sub.transform.meta.pipe({
  transforms: [
    sub.pattern.transform.present('finding.' + name, 'matched.' + name),
    group(name + '.' + depth, depth - 1),
  ],
});

{
  transforms: [group('network', 1), sub.transform.send.stdout()],
}
