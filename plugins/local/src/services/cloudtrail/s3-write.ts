/** A call to S3 that has made an object. */
export interface S3Write {
  readonly eventName: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload'
  readonly bucket: string
  readonly key: string
}

export interface S3Call {
  readonly method: string
  /** Path and query as they came. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** What a call that S3 has taken wrote; path-style addresses alone, as a local endpoint has them. */
export function s3Write({method, url, headers}: S3Call): S3Write | undefined {
  const {pathname, searchParams} = new URL(url, 'http://localhost')
  const [bucket = '', ...rest] = pathname.slice(1).split('/')
  const key = decodeURIComponent(rest.join('/'))
  if (bucket === '' || key === '') return undefined
  if (method === 'POST' && searchParams.has('uploadId')) return {eventName: 'CompleteMultipartUpload', bucket, key}
  const isObject = [...searchParams.keys()].every((name) => name === 'x-id' || name.startsWith('X-Amz-'))
  if (method !== 'PUT' || !isObject) return undefined
  return {eventName: headers['x-amz-copy-source'] === undefined ? 'PutObject' : 'CopyObject', bucket, key}
}
