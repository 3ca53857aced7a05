import type {CompiledConfig} from '../configs/config-source.js'
import type {Context} from '../context.js'
import {StackError} from '../errors.js'
import type {ConfigProfile, ConfigVersion} from '../ports/app-config.js'
import {assertConfigSize} from '../releases/assert-config-size.js'
import {contentLabel, isKeptContent, isLabelled} from '../releases/content-label.js'

export interface UploadConfigInput {
  readonly application: string
  readonly profile: ConfigProfile
  readonly config: CompiledConfig
  /** The newest version as it was when somebody looked, and found that it holds something else. */
  readonly newest: ConfigVersion | undefined
}

export interface UploadedConfig {
  readonly version: number
  readonly uploaded: boolean
}

/** One run that is overtaken again and again has others to blame. */
const ATTEMPTS = 5

/**
 * Makes a version of what differs from the newest one. Doing it twice uploads nothing the second time, nor does it where an upload's answer was
 * lost: `newest` is a lock, and where it does not hold, what is newest now is looked at.
 */
export async function uploadConfig(input: UploadConfigInput, ctx: Context): Promise<UploadedConfig> {
  const {application, profile, config} = input
  assertConfigSize(config)
  const key = {application, profile: profile.id}
  for (let attempt = 1, {newest} = input; attempt <= ATTEMPTS; attempt += 1) {
    if (newest && attempt > 1 && (await isIn(newest, input, ctx))) return {version: newest.number, uploaded: false}
    const created = await ctx.appConfig.createVersion(key, {
      content: config.content,
      contentType: config.contentType,
      label: contentLabel(config.content, (newest?.number ?? 0) + 1),
      ...(newest && {latest: newest.number}),
    })
    if (created !== 'conflict') {
      const {number} = created
      const node = {kind: 'config', name: config.profile} as const
      const bytes = Buffer.byteLength(config.content)
      ctx.host.notify({type: 'config.uploaded', node, version: number, bytes})
      return {version: number, uploaded: number !== newest?.number}
    }
    newest = await ctx.appConfig.newestVersion(key)
  }
  throw new StackError('BUSY', `others upload ${config.profile} again and again`, {
    details: {profile: config.profile, attempts: ATTEMPTS},
  })
}

async function isIn(version: ConfigVersion, {application, profile, config}: UploadConfigInput, ctx: Context) {
  const told = isLabelled(version.label, config.content)
  if (told !== undefined) return told
  const kept = await ctx.appConfig.content({application, profile: profile.id}, version.number)
  return kept !== undefined && isKeptContent(Buffer.from(kept.bytes).toString('utf8'), config.content, profile)
}
