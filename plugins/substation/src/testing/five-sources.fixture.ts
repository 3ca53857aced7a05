/** Five sources of different kinds into three streams. */
export const FIVE_SOURCES = {
  sources: {
    dropped: {kind: 's3', bucket: 'dropped', prefix: 'in/', to: 'audit'},
    hooks: {kind: 'gateway', to: ['web', 'audit'], access: 'key'},
    beacon: {kind: 'gateway-stream', to: 'web', public: true},
    jobs: {kind: 'sqs', to: 'flows', timeout: 60},
    alerts: {kind: 'sns', to: 'flows'},
    direct: {kind: 'lambda', to: 'audit'},
  },
  streams: {audit: {shards: 2, maxShards: 8}, web: null, flows: {retentionHours: 48}},
  transforms: {
    'audit-worker': {from: 'audit', to: 'flows', calls: ['lookup'], reads: 'hosts'},
    lookup: {memory: 128},
  },
  sinks: {
    archive: {kind: 's3', from: 'flows', bucket: 'dropped', prefix: 'out/'},
    state: {kind: 'dynamodb', from: 'web', table: 'hosts'},
    todo: {kind: 'sqs', from: 'web'},
    pager: {kind: 'sns', from: 'flows'},
    siem: {kind: 'function', from: 'flows', secret: true},
  },
  tables: {hosts: {sortKey: 'SK', capacity: 'provisioned'}},
}
