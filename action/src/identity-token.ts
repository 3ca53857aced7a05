import {rename, writeFile} from 'node:fs/promises'

import {getIDToken, warning} from '@actions/core'
import {StackError} from '@aws-stack/core'

/** What `github:setup` has the account's provider take, and AWS's own action asks for. */
const AUDIENCE = 'sts.amazonaws.com'

const TRIES = 4
const PATIENCE_MS = 10_000
const AGAIN_MS = 1000

/** GitHub's tokens live minutes, a session an hour, a deploy longer: whoever asks STS again has to find a token that is good. */
export async function keepIdentityToken(file: string): Promise<{stop(): void}> {
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const write = async () => {
    const token = await requestToken()
    // At once: the SDK may read it in this moment.
    await writeFile(`${file}.new`, token, {mode: 0o600})
    await rename(`${file}.new`, file)
    renewIn(Math.max(AGAIN_MS, (endOf(token) - Date.now()) / 2))
  }
  const renewIn = (ms: number) => {
    if (isOver) return
    timer = setTimeout(() => void write().catch(failed), ms).unref()
  }
  const failed = (error: Error) => {
    if (isOver) return
    warning(`the identity token could not be renewed: ${error.message}`)
    renewIn(PATIENCE_MS)
  }
  await write()
  return {
    stop() {
      isOver = true
      clearTimeout(timer)
    },
  }
}

/** Masked by `getIDToken` before anybody has it. Throws `OIDC_NOT_PERMITTED`, `OIDC_UNAVAILABLE`. */
async function requestToken(): Promise<string> {
  if (!process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] || !process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'])
    throw new StackError('OIDC_NOT_PERMITTED', NOT_PERMITTED, {details: {permission: 'id-token: write'}})

  let failure: Error | undefined
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * 2 ** (tries - 1)))
    try {
      return await within(PATIENCE_MS, getIDToken(AUDIENCE))
    } catch (error) {
      failure = error as Error
      // Of the client's sentences: what is refused once is refused again.
      if (/Error Code : 4(?!08|29)\d\d/.test(failure.message)) break
    }
  }
  const reason = failure?.message.replaceAll(/\s+/g, ' ').replace(/^Error message: /, '')
  throw new StackError('OIDC_UNAVAILABLE', `GitHub gave no identity token: ${reason}`, {
    blame: 'aws',
    cause: failure,
    suggestions: ['aws-stack github:setup --check'],
  })
}

const NOT_PERMITTED = `the job may not ask GitHub for an identity token, which the input role-arn needs: the job, or the whole workflow, has to say
permissions:
  id-token: write
  contents: read
(pull requests from forks are never given one)`

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Epoch ms. A token that does not say so is renewed soon. */
function endOf(token: string): number {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {exp?: number}
    return (claims.exp ?? 0) * 1000
  } catch {
    return 0
  }
}
