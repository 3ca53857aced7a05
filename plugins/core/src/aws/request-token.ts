import {randomBytes} from 'node:crypto'

/** Names that no other run uses; as `ClientRequestToken` one makes a repeated request harmless and marks the events of its operation. */
export interface RequestTokens {
  next(): string
  /** Made by this run. */
  readonly isOurs: (token: string) => boolean
}

/** CloudFormation takes letters, digits and hyphens, 128 characters in all. */
const LONGEST_NAME = 64

/** What the tokens of a run begin with. A run may have several contexts. */
export function newRun(): string {
  return `aws-stack-${Date.now()}-${randomBytes(4).toString('hex')}`
}

/** Epoch ms, by the clock of the machine that made it. */
export function beginningOf(run: string): number {
  return Number(/^aws-stack-(\d+)-/.exec(run)?.[1] ?? Infinity)
}

/** `startedBy` is whom other runs shall name while they wait: `alice@laptop`. */
export function createRequestTokens(startedBy = '', ofRun = newRun()): RequestTokens {
  // Each context counts for itself.
  const run = `${ofRun}${randomBytes(2).toString('hex')}-`
  const name = startedBy
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, LONGEST_NAME)
  let count = 0
  return {
    next: () => `${run}${(count += 1)}${name && `-by-${name}`}`,
    isOurs: (token) => token.startsWith(run),
  }
}

/** Who made the request, as far as its token tells; AWS's console puts its name in front of its own. */
export function startedByOf(token: string | undefined): string | undefined {
  if (token?.startsWith('Console-')) return 'the AWS console'
  const name = /^aws-stack-\d+-[0-9a-f]+-\d+(?:-by-(.+))?$/.exec(token ?? '')
  return name ? `aws-stack${name[1] ? ` of ${name[1]}` : ''}` : undefined
}
