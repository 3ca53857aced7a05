import type {BucketTransferResult} from '@aws-stack/core'

import {duration} from './duration.js'
import {size} from './size.js'

export function formatUploaded({bucket, key, bytes, durationMs}: BucketTransferResult): string {
  return `s3://${bucket}/${key} holds ${size(bytes)} (${duration(durationMs)})`
}

export function formatDownloaded({file, bytes, durationMs}: BucketTransferResult): string {
  return `${file} holds ${size(bytes)} (${duration(durationMs)})`
}
