import type {Context} from '../context.js'
import {lastLinesOf} from '../diagnosis/explanations/stopped-task.js'
import {openInquiry} from '../diagnosis/inquiry.js'
import {StackError} from '../errors.js'
import type {BackupTools} from '../find-storage.js'
import type {RestoreJob} from '../ports/backups.js'
import type {EcsTask} from '../ports/ecs.js'
import {taskId} from '../task-id.js'
import {explainEnd, type TaskEnd} from './explain-end.js'
import {untilStopped} from './until-stopped.js'

export interface PlaceRestoredInput {
  readonly app: string
  readonly cluster: string
  readonly tools: BackupTools
  readonly job: RestoreJob
}

/** What its task says of the directories that it has found. */
const SEVERAL = 'several directories have been restored: '

const ENDS = {placed: 0, several: 3, missing: 4, placedBefore: 10, placedAlone: 11}

/** Clocks of EFS and AWS Backup may differ by so many seconds. */
const SKEW_S = 60

/**
 * "Restore an Amazon EFS file system" in the AWS Backup Developer Guide: the files come into a new directory `aws-backup-restore_<time>` of the
 * root, and AWS does not tell its name. So it is the one that has changed since the job began. Renames within one file system are done at once
 * or not at all, and nothing is deleted but what is empty.
 */
const SCRIPT = `set -euo pipefail
cd /efs
found=()
for candidate in aws-backup-restore_*; do
  if [ -d "$candidate/$DIRECTORY" ] && [ "$(stat -c %Z "$candidate")" -ge "$SINCE" ]; then found+=("$candidate"); fi
done
if [ "\${#found[@]}" -gt 1 ]; then echo "${SEVERAL}\${found[*]}"; exit ${ENDS.several}; fi
if [ "\${#found[@]}" -eq 0 ]; then
  if compgen -G "$ASIDE-*" >/dev/null && [ -d "$DIRECTORY" ]; then echo "it is in place already"; exit ${ENDS.placedBefore}; fi
  echo "there is no restored directory with /$DIRECTORY in it"; exit ${ENDS.missing}
fi
end=${ENDS.placedAlone}
if [ -e "$DIRECTORY" ]; then
  mv -T -- "$DIRECTORY" "$ASIDE-$NOW"
  echo "moved /$DIRECTORY to /$ASIDE-$NOW"
  end=${ENDS.placed}
fi
mv -T -- "\${found[0]}/$DIRECTORY" "$DIRECTORY"
echo "moved /\${found[0]}/$DIRECTORY to /$DIRECTORY"
rmdir -- "\${found[0]}" || true
exit "$end"`

/**
 * Puts the restored directory in the place of the present one, which is renamed. Nothing else may have it open. Returns where the present one
 * is now; `undefined`: there was none, or all was done before. Doing it twice changes nothing the second time. Throws `RESTORE_FAILED`,
 * `TASK_REFUSED` and `TASK_FAILED`; what `isUnmoved` has moved nothing.
 */
export async function placeRestored(input: PlaceRestoredInput, ctx: Context): Promise<string | undefined> {
  const {app, cluster, tools, job} = input
  const {directory, restoreTask, container, subnet, securityGroup} = tools
  const name = directory.slice(1)
  const aside = `${name}-before-restore-${job.id.slice(0, 8).toLowerCase()}`
  const now = new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '-')
  const since = String(Math.floor(job.createdAt / 1000) - SKEW_S)
  const again = `aws-stack ${app}:restore --job ${job.id}`
  const task = await ctx.ecs
    .runTask(
      {
        cluster,
        taskDefinition: restoreTask,
        launchType: 'FARGATE',
        network: {subnets: [subnet], securityGroups: [securityGroup], publicIp: false},
        container,
        command: [SCRIPT],
        env: {DIRECTORY: name, ASIDE: aside, NOW: now, SINCE: since},
        startedBy: 'aws-stack-restore',
      },
      ctx.leave,
    )
    .catch((error: unknown) => {
      throw StackError.is(error) && error.code === 'TASK_REFUSED' ? unmoved(error, [again]) : error
    })
  // Renames take no time: whoever stopped the task would only know less.
  const ended = await untilStopped({cluster, task}, ctx)
  const logs = `aws-stack ${app}:logs --task ${taskId(task.arn)}`
  const end = await explainEnd({app, task: ended, container, logs}, ctx).catch((error: unknown) => {
    throw StackError.is(error) && ended.startedAt === undefined ? unmoved(error, [again]) : error
  })
  if (end.exitCode === ENDS.placed) return `/${aside}-${now}`
  if (end.exitCode === ENDS.placedBefore || end.exitCode === ENDS.placedAlone) return undefined
  throw await notPlaced(input, end, ended, ctx)
}

/** The data is where it was before. */
export function isUnmoved(error: StackError): boolean {
  return error.details['moved'] === false
}

function unmoved({code, message, blame, details, cause}: StackError, suggestions: string[]): StackError {
  return new StackError(code, message, {blame, details: {...details, moved: false}, suggestions, cause})
}

async function notPlaced(
  {app, job}: PlaceRestoredInput,
  {exitCode, meaning = `the task ended with ${exitCode}`}: TaskEnd,
  task: EcsTask,
  ctx: Context,
): Promise<StackError> {
  const evidence = await lastLinesOf(task, openInquiry({app}, ctx))
  const failed = (why: string) =>
    new StackError('RESTORE_FAILED', `the restored data could not be put in place: ${why}`, {
      blame: 'aws',
      details: {task: task.arn, exitCode, evidence},
    })
  if (exitCode === ENDS.several) {
    const lines = evidence.flatMap((piece) => piece.lines)
    const found = lines.find((line) => line.startsWith(SEVERAL))?.slice(SEVERAL.length)
    const which =
      found
        ?.trim()
        .split(' ')
        .map((directory) => `/${directory}`)
        .join(' and ') ?? 'more than one directory'
    const why = `other restores have left theirs too, and nobody can tell which of ${which} is meant; remove the others first`
    return unmoved(failed(why), [`aws-stack ${app}:restore --job ${job.id}`])
  }
  if (exitCode === ENDS.missing) {
    const why = 'the file system has no directory that this restore could have made'
    return unmoved(failed(why), [`aws-stack ${app}:snapshot:list`])
  }
  return failed(meaning)
}
