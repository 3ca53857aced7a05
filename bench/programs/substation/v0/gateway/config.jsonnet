local sink = import '../library/sink.libsonnet';

{ sink: sink.kinesis('raw'), transform: { type: 'transfer' } }
