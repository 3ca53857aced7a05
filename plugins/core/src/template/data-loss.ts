import type {DataNote} from '../app.js'
import type {ChangeSetChange, StackResource} from '../context.js'
import type {DataLoss} from '../events.js'
import {fieldOf} from './field-of.js'
import type {Template, TemplateResource} from './parse-template.js'

/** Types that hold what cannot be made again from the sources. */
const DATA: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupVault',
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Volume',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::KMS::Key',
  'AWS::Kinesis::Stream',
  'AWS::OpenSearchService::Domain',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
])

/** Types whose content is worth naming, but comes from elsewhere or comes again: built images, application logs, versions of configurations. */
const DERIVED: ReadonlySet<string> = new Set([
  'AWS::AppConfig::ConfigurationProfile',
  'AWS::ECR::Repository',
  'AWS::Logs::LogGroup',
])

export interface LossScope {
  readonly part: string
  /** The template that is deployed now: its policies count. */
  readonly template: Template
  /** The definition's own words by logical id. */
  readonly notes: Readonly<Record<string, string | DataNote>>
}

type Existing = Pick<StackResource, 'logicalId' | 'physicalId'>

/** What executing these changes would lose. */
export function lossesOfChanges(changes: readonly ChangeSetChange[], scope: LossScope): DataLoss[] {
  return changes.flatMap((change) => {
    const resource = scope.template.resources.get(change.logicalId)
    if (!resource) return []
    const removed = change.action === 'Remove' && resource.deletionPolicy === 'Delete'
    const replaced = change.action === 'Modify' && change.replacement !== 'False' && change.replacement !== undefined
    if (!removed && !(replaced && resource.updateReplacePolicy === 'Delete')) return []
    const how = removed
      ? 'is removed'
      : change.replacement === 'True'
        ? 'is replaced by an empty one'
        : 'may be replaced by an empty one'
    return lossOf(change.logicalId, resource, scope, how, change.physicalId)
  })
}

/** What deleting the whole stack would lose; what is not there cannot be lost. */
export function lossesOfDeletion(scope: LossScope, living: readonly Existing[]): DataLoss[] {
  const physicalIds = new Map(living.map(({logicalId, physicalId}) => [logicalId, physicalId]))
  return [...scope.template.resources].flatMap(([logicalId, resource]) => {
    const physicalId = physicalIds.get(logicalId)
    if (!physicalId || resource.deletionPolicy !== 'Delete') return []
    return lossOf(logicalId, resource, scope, 'is deleted', physicalId)
  })
}

function lossOf(
  logicalId: string,
  {type, definition}: TemplateResource,
  scope: LossScope,
  how: string,
  physicalId?: string,
): DataLoss[] {
  if (!DATA.has(type) && !DERIVED.has(type)) return []
  const {reason = ownReason(type, definition), grave = DATA.has(type)} = noteOf(scope.notes[logicalId])
  return [
    {
      part: scope.part,
      logicalId,
      resourceType: type,
      ...(physicalId && {physicalId}),
      grave,
      reason: reason ? `${how}: ${reason}` : how,
    },
  ]
}

/** AppConfig's own protection of what is in use is off where the template says so; whoever agrees is to know. */
function ownReason(type: string, definition: unknown): string | undefined {
  if (type !== 'AWS::AppConfig::ConfigurationProfile') return undefined
  const check = fieldOf(fieldOf(definition, 'Properties'), 'DeletionProtectionCheck')
  return check === 'BYPASS'
    ? "its versions, also while something reads it: AppConfig's protection is bypassed"
    : 'its versions'
}

function noteOf(note: string | DataNote | undefined): Partial<DataNote> {
  return typeof note === 'string' ? {reason: note} : (note ?? {})
}
