import {rename, writeFile} from 'node:fs/promises'
import {get as getByHttp, type IncomingMessage, type RequestOptions} from 'node:http'
import {get} from 'node:https'
import {text} from 'node:stream/consumers'

import {warning} from '@actions/core'
import {type Secrets, StackError} from '@aws-stack/core'

import type {Log} from './log.js'

/** What `github:setup` has the account's provider take, and AWS's own action asks for. */
const AUDIENCE = 'sts.amazonaws.com'

const TRIES = 4
const PATIENCE_MS = 10_000
const AGAIN_MS = 1000

/** GitHub's tokens live minutes, a session an hour, a deploy longer: whoever asks STS again has to find a token that is good. */
export async function keepIdentityToken(file: string, secrets: Secrets, log: Log): Promise<{stop(): void}> {
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const write = async () => {
    const token = await requestToken()
    secrets.add(token)
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
    log.command(() => warning(`the identity token could not be renewed: ${error.message}`))
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

/** Throws `OIDC_NOT_PERMITTED`, `OIDC_UNAVAILABLE`. */
async function requestToken(): Promise<string> {
  const {ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer} = process.env
  if (!url || !bearer)
    throw new StackError('OIDC_NOT_PERMITTED', NOT_PERMITTED, {details: {permission: 'id-token: write'}})

  let failure = ''
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * 2 ** (tries - 1)))
    const answer = await askFor(`${url}&audience=${AUDIENCE}`, bearer)
    if ('token' in answer) return answer.token
    failure = answer.failure
    if (answer.isFinal) break
  }
  throw new StackError('OIDC_UNAVAILABLE', `GitHub gave no identity token: ${failure}`, {
    blame: 'aws',
    suggestions: ['aws-stack github:setup --check'],
  })
}

type Answer = {readonly token: string} | {readonly failure: string; readonly isFinal: boolean}

/** Not by `getIDToken` of `@actions/core`: that writes the mask itself, which is no command while a command of ours has the log. */
async function askFor(url: string, bearer: string): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const headers = {authorization: `Bearer ${bearer}`, accept: 'application/json', 'user-agent': 'aws-stack'}
    const response = await requested(url, {headers, signal})
    const {statusCode: status = 0} = response
    const body = await text(response)
    // What is refused once is refused again.
    const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429
    if (status !== 200) return {failure: `HTTP ${status}`, isFinal}
    const {value} = JSON.parse(body) as {value?: string}
    return value ? {token: value} : {failure: 'the answer has none', isFinal: true}
  } catch (error) {
    const {name, message, code = name} = error as NodeJS.ErrnoException
    // Of several addresses that all refuse, Node's error has only the code.
    const reason = signal.aborted ? `no answer within ${PATIENCE_MS / 1000} s` : message || code
    return {failure: reason, isFinal: false}
  }
}

/** Not by `fetch`, which takes longer to load than the answer to come; the AWS SDK needs `node:https` anyway. */
function requested(url: string, options: RequestOptions): Promise<IncomingMessage> {
  const by = url.startsWith('http:') ? getByHttp : get
  return new Promise((resolve, reject) => {
    by(url, options, resolve).once('error', reject)
  })
}

const NOT_PERMITTED = `the job may not ask GitHub for an identity token, which the input role-arn needs: the job, or the whole workflow, has to say
permissions:
  id-token: write
  contents: read
(pull requests from forks are never given one)`

/** Epoch ms. A token that does not say so is renewed soon. */
function endOf(token: string): number {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {exp?: number}
    return (claims.exp ?? 0) * 1000
  } catch {
    return 0
  }
}
