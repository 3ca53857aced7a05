// Events of a chat system: of each kind other fields, some under several names.
local sub = import '../substation.libsonnet';

local kinds = {
  message: { 'user.id': ['user'], 'message.text': ['text'] },
  login: { 'user.id': ['actor.user.id'], 'client.ip': ['context.ip_address'] },
};

local moved(kind) = std.flattenArrays([
  sub.pattern.transform.fallback(kinds[kind][target], target)
  for target in std.objectFields(kinds[kind])
]);

{
  transforms: [
    sub.pattern.transform.conditional(
      sub.condition.any(sub.condition.string.equal_to({ obj: { src: 'type' }, value: 'ping' })),
      sub.transform.utility.drop(),
    ),
  ] + std.flattenArrays([moved(kind) for kind in std.objectFields(kinds)]) + [
    sub.transform.send.stdout(),
  ],
}
