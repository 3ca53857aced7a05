// Rules in pipelines in pipelines: identities are checksums of all that is in them.
local sub = std.extVar('sub');

local rule(name, depth) = sub.pattern.tf.when(
  sub.pattern.cnd.has('finding.' + name),
  if depth == 0 then sub.tf.obj.insert({ obj: { trg: 'rule.' + name }, value: 1 / 3 })
  else [rule(name + '.' + depth, depth - 1), sub.tf.obj.insert({ obj: { trg: 'depth' }, value: -1.1 * depth })],
);

{ transforms: [rule('network', 1)] + [sub.tf.send.stdout()] }
