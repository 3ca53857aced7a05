import type {AppDefinition, BackupDefinition} from './app.js'
import type {Context} from './context.js'
import {StackError} from './errors.js'
import {findService, type FoundService} from './find-service.js'
import {outputsOf} from './outputs-of.js'
import {serverOf} from './server-of.js'
import type {Settings} from './settings.js'

/** The server and the file system that it keeps its data on. */
export interface Storage extends FoundService {
  /** Its id. */
  readonly fileSystem: string
  /** Of the file system. */
  readonly arn: string
}

/** What a snapshot and a restore work with. */
export interface BackupTools extends BackupDefinition {
  readonly vault: string
  /** ARN. */
  readonly role: string
  /** ARN of a task definition that has the root of the file system in `/efs`, and a shell as its entry point. */
  readonly restoreTask: string
  readonly container: string
  readonly subnet: string
  readonly securityGroup: string
}

/** Throws `NOT_DEPLOYED`, and `NO_FILE_SYSTEM` where the data is on the disk of the task. */
export async function findStorage<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  ctx: Context,
): Promise<Storage> {
  const found = await findService(app, settings, serverOf(app).part, ctx)
  const arn = found.stack.outputs['FileSystemArn']
  if (arn) return {...found, fileSystem: arn.slice(arn.lastIndexOf('/') + 1), arn}
  throw new StackError(
    'NO_FILE_SYSTEM',
    `${found.stack.name} has no file system that could be backed up: its data is on the disk of the task, or it was deployed by an older version`,
    {details: {stack: found.stack.name}, suggestions: [`aws-stack ${app.name}:plan`]},
  )
}

const TOOLS = ['Vault', 'BackupRole', 'RestoreTask', 'RestoreContainer', 'Subnet', 'SecurityGroup'] as const

/** Throws `NOT_DEPLOYED` where the part that backs up is not there. */
export async function findBackupTools<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings,
  ctx: Context,
): Promise<BackupTools> {
  const definition = backupOf(app)
  const {outputs} = await outputsOf(app, settings, {part: definition.part, names: TOOLS}, ctx)
  return {
    ...definition,
    vault: outputs.Vault,
    role: outputs.BackupRole,
    restoreTask: outputs.RestoreTask,
    container: outputs.RestoreContainer,
    subnet: outputs.Subnet,
    securityGroup: outputs.SecurityGroup,
  }
}

function backupOf<Config, Facts>({name, backup}: AppDefinition<Config, Facts>): BackupDefinition {
  if (backup) return backup
  throw new StackError('APP_INVALID', `the definition of ${name} names nothing that backs it up`, {blame: 'bug'})
}
