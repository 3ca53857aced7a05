local condition = import '../library/condition.libsonnet';
local process = import '../library/process.libsonnet';
local sink = import '../library/sink.libsonnet';

local fields = ['version', 'account', 'interface', 'source', 'destination', 'sourcePort', 'destinationPort', 'protocol', 'packets', 'bytes', 'start', 'end', 'action', 'status'];
local numbers = ['sourcePort', 'destinationPort', 'protocol', 'packets', 'bytes'];
local outside(key) = condition.operator.all(condition.ip.public(key));

{
  sink: sink.s3('flows', prefix='vpc'),
  transform: {
    type: 'batch',
    settings: {
      processors:
        [process.drop(condition.operator.any([condition.strings.startsWith('', 'version '), condition.strings.contains('', 'NODATA')]))]
        + [process.split('', 'columns', ' ')]
        + [process.copy('columns.%d' % i, 'flow.' + fields[i]) for i in std.range(0, std.length(fields) - 1)]
        + [process.convert('flow.' + field, 'flow.' + field, 'int') for field in numbers]
        + [process.time('flow.' + edge, 'flow.' + edge, 'unix') for edge in ['start', 'end']]
        + std.flattenArrays([
          [process.insert('flow.%s_public' % side, true, outside('flow.' + side)), process.insert('flow.%s_scope' % side, 'outside', outside('flow.' + side))]
          for side in ['source', 'destination']
        ])
        + [process.delete('columns')],
    },
  },
}
