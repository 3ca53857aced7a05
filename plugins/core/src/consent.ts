import type {Context} from './context.js'
import {StackError} from './errors.js'
import type {DataLoss, Question} from './events.js'

export interface Consent {
  /** The user has agreed already: nobody is asked. */
  readonly yes: boolean
  /** Data may be lost without asking. */
  readonly force: boolean
}

/** Returns when the user agrees. Throws `DATA_LOSS`, `NO_TERMINAL` or `DECLINED`; nothing has been changed then. */
export async function askConsent(question: Question, {yes, force}: Consent, ctx: Context): Promise<void> {
  const grave = question.losses.filter((loss) => loss.grave)
  if (yes && grave.length > 0 && !force) throw dataLoss(question, grave)
  if (yes) return

  const answer = await ctx.host.confirm(question)
  if (answer === true) return
  if (answer === 'no-terminal') throw noTerminal(question)
  throw new StackError('DECLINED', 'nothing was changed: the answer was no')
}

function dataLoss(question: Question, losses: readonly DataLoss[]): StackError {
  const list = losses.map(({part, logicalId, reason}) => `${part}/${logicalId} ${reason}`).join('; ')
  return new StackError('DATA_LOSS', `nothing was changed: data would be lost: ${list}`, {
    details: {losses},
    suggestions: [`${commandOf(question)} --yes --force`],
  })
}

function noTerminal(question: Question): StackError {
  return new StackError('NO_TERMINAL', 'nothing was changed: there is no terminal to ask, and --yes was not given', {
    suggestions: [`${commandOf(question)} --yes`],
  })
}

function commandOf(question: Question): string {
  const {app} = question.type === 'deploy' ? question.plan : question
  return [`aws-stack ${app}:${question.type}`, ...argumentsOf(question).map(quoted)].join(' ')
}

/** What was asked about, whatever `latest` may be by then. */
function argumentsOf(question: Question): readonly string[] {
  if (question.type === 'bucket:delete') return question.keys
  if (question.type === 'shards') return [question.name, '--set', String(question.steps.at(-1))]
  if (question.type === 'config:deploy')
    return question.configs.flatMap(({profile, action}) => (action === 'release' ? [profile] : []))
  if (question.type === 'config:revert' || question.type === 'config:delete') return [question.profile]
  return question.type === 'restore' ? [question.snapshot.arn] : []
}

function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
