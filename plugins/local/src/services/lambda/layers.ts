import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'

import {ServiceError, type ServiceRequest, type ServiceResponse} from '../../server/service.js'
import {answer} from './lambda-operation.js'
import {invalid, notFound} from './state/faults.js'

const ARN = /^arn:[a-z-]+:lambda:[a-z0-9-]+:(\d{12}):layer:[a-zA-Z0-9-_]+:(\d+)$/

/** Layer versions that somebody has told the local AWS of: on AWS they belong to other accounts. */
export interface Layers {
  /** Keeps what is in the file now; the same ARN again replaces it. */
  register(arn: string, file: string): Promise<object>
  /** By its digest. */
  zip(sha256: string): Buffer | undefined
  /** GetLayerVersionByArn. */
  get(request: ServiceRequest): ServiceResponse
  clear(): void
}

interface Kept {
  readonly zip: Buffer
  readonly sha256: Buffer
  readonly created: Date
}

export function createLayers(endpoint: () => string): Layers {
  const layers = new Map<string, Kept>()
  return {
    async register(arn, file) {
      if (!ARN.test(arn)) throw new TypeError(`no ARN of a layer version: ${arn}`)
      const zip = await readFile(file)
      const sha256 = createHash('sha256').update(zip).digest()
      layers.set(arn, {zip, sha256, created: new Date()})
      return {arn, codeSha256: sha256.toString('base64'), codeSize: zip.length}
    },
    zip: (wanted) => [...layers.values()].find(({sha256}) => sha256.toString('hex') === wanted)?.zip,
    clear: () => layers.clear(),
    get(request) {
      const arn = request.query.get('Arn') ?? ''
      const [, account, version] = ARN.exec(arn) ?? []
      if (account === undefined) throw invalid(`Invalid layer version arn: ${arn}`)
      const kept = layers.get(arn)
      if (!kept) throw unknown(arn, account, request.accountId)
      return answer({
        Content: {
          Location: `${endpoint()}/_local/layers/${kept.sha256.toString('hex')}.zip`,
          CodeSha256: kept.sha256.toString('base64'),
          CodeSize: kept.zip.length,
        },
        LayerArn: arn.slice(0, arn.lastIndexOf(':')),
        LayerVersionArn: arn,
        Description: '',
        CreatedDate: kept.created.toISOString().replace('Z', '+0000'),
        Version: Number(version),
      })
    },
  }
}

/** Of another account, AWS does not say whether there is one. */
function unknown(arn: string, account: string, own: string): ServiceError {
  if (account === own) return notFound(`Layer version ${arn} does not exist.`)
  return new ServiceError(
    'AccessDeniedException',
    `User: arn:aws:iam::${own}:user/local is not authorized to perform: lambda:GetLayerVersion on resource: ${arn} because no resource-based policy allows the lambda:GetLayerVersion action`,
    403,
  )
}
