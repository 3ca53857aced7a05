import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {InvokeOutput} from '../ports/functions.js'
import type {CompiledConfig} from './config-source.js'

/** The longest that a function runs (AWS Lambda Developer Guide, "Lambda quotas"), and a cold start. */
const PATIENCE_MS = 16 * 60 * 1000

/** What a validator says: `refused` is its message. A configuration without `version` is not asked about, as upstream's script does. */
export type Verdict = {readonly asked: false} | {readonly asked: true; readonly refused?: string}

/**
 * Asks a function that takes AppConfig's event for Lambda validators. The version of the configuration is an alias of it; where it has no
 * such one, the newest is asked.
 */
export async function askValidator(
  name: string,
  {content}: Pick<CompiledConfig, 'content'>,
  ctx: Pick<Context, 'functions' | 'signal'>,
): Promise<Verdict> {
  const version = versionOf(content)
  if (version === undefined) return {asked: false}
  const payload = JSON.stringify({content: Buffer.from(content).toString('base64'), uri: ''})
  const invoke = (alias: string) =>
    ctx.functions.invoke({name: `${name}:${alias}`, payload, patienceMs: PATIENCE_MS}, ctx.signal)
  const answer = await invoke(version).catch((error: unknown) => {
    if (StackError.is(error) && error.details['awsCode'] === 'ResourceNotFoundException') return invoke('$LATEST')
    throw error
  })
  return {asked: true, ...(answer.failed && {refused: messageOf(answer)})}
}

function versionOf(content: string): string | undefined {
  const value: unknown = JSON.parse(content)
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  return typeof version === 'string' && version !== '' ? version : undefined
}

function messageOf({payload}: InvokeOutput): string {
  try {
    const {errorMessage} = JSON.parse(payload) as {errorMessage?: unknown}
    return typeof errorMessage === 'string' ? errorMessage : payload
  } catch {
    return payload
  }
}
