// The fields of a service's audit events under the names of a common schema.
local sub = std.extVar('sub');

local schema = import 'schema.libsonnet';

{
  transforms:
    sub.pattern.tf.id()
    + [sub.pattern.tf.cp(schema[target], target) for target in std.objectFields(schema)]
    + [
      sub.pattern.tf.when(
        sub.cnd.any([sub.cnd.str.prefix({ obj: { src: 'event.action' }, value: verb }) for verb in ['Get', 'List']]),
        sub.tf.util.drop(),
      ),
      sub.tf.send.aws.s3({ aws: { arn: 'arn:aws:s3:::audit' }, batch: { sz: 1000 * 1000 * 10 } }),
    ],
}
