import type {AppOutline} from '../app.js'

/** The output with the key for X-Ray that a part brings; `undefined`: it brings none. */
export function traceKeyOf({stacks}: Pick<AppOutline, 'stacks'>, part: string): string | undefined {
  return stacks.find((stack) => stack.part === part)?.traceKey
}
