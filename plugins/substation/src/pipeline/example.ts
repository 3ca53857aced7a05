import type {z} from '@aws-stack/core/zod'

import type {description} from './description.js'

/** The pipeline that is deployed unless the settings describe another: upstream's example, with the enrichment that its diagram has. */
export const EXAMPLE: z.input<typeof description> = {
  sources: {
    's3-source': {kind: 's3', bucket: 'source', to: 'raw'},
    'gateway-source': {kind: 'gateway', to: 'raw'},
    'gateway-kinesis': {kind: 'gateway-stream', to: 'raw'},
  },
  streams: {raw: {}, processed: {}},
  transforms: {
    processor: {from: 'raw', to: 'processed', calls: 'enrichment'},
    enrichment: {memory: 128, timeout: 10},
  },
  sinks: {
    'raw-s3-sink': {kind: 's3', from: 'raw', bucket: 'raw'},
    'processed-s3-sink': {kind: 's3', from: 'processed', bucket: 'processed'},
    'dynamodb-sink': {kind: 'dynamodb', from: 'processed', table: 'processed'},
  },
}
