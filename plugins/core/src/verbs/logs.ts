import {quietlyInAccount} from '../account.js'
import type {AppDefinition} from '../app.js'
import type {Context} from '../context.js'
import {findSources, type SourceChoice} from '../logs/find-sources.js'
import {followLines} from '../logs/follow-lines.js'
import {lastOf} from '../logs/last-of.js'
import type {LogSource, SourceLine} from '../logs/log-source.js'
import {readLines} from '../logs/read-lines.js'
import type {LoggedLine} from '../server-results.js'
import type {Settings} from '../settings.js'

export interface LogsInput extends SourceChoice {
  /** Epoch ms. */
  readonly since: number
  readonly until?: number | undefined
  /** CloudWatch's filter pattern. */
  readonly filter?: string | undefined
  /** The last so many; with `follow`, of those that are there already. */
  readonly limit?: number | undefined
  /** Goes on with what comes, until `ctx.signal` aborts. */
  readonly follow: boolean
}

/** The app's log, all its streams as one by time. A group that is not there is a warning. */
export async function* logs<Config, Facts>(
  app: AppDefinition<Config, Facts>,
  settings: Settings<Config>,
  {since, until, filter, limit, follow, ...choice}: LogsInput,
  ctx: Context,
): AsyncIterable<LoggedLine> {
  const sources = await quietlyInAccount(settings, ctx, () => findSources(app, settings, choice, ctx))
  const input = {sources, since, filter, missing: warner(ctx)}
  const past = readLines({...input, until}, ctx, ctx.signal)
  const lines = follow
    ? followLines({...input, limit, live: true}, ctx, ctx.signal)
    : limit === undefined
      ? past
      : lastOf(past, limit)
  for await (const line of lines) yield toLogged(line)
}

function toLogged({at, source, stream, message}: SourceLine): LoggedLine {
  return {time: new Date(at).toISOString(), source: source.name, stream, message}
}

/** Once for each source. */
function warner({host}: Context): (source: LogSource) => void {
  const warned = new Set<LogSource>()
  return (source) => {
    if (warned.has(source)) return
    warned.add(source)
    const {name, group, streams} = source
    const what = streams ? `${group} has no stream ${streams.join(', ')}` : `the log group ${group} is not there`
    host.notify({type: 'warning', code: 'LOG_MISSING', message: `${name} has written nothing yet: ${what}`})
  }
}
