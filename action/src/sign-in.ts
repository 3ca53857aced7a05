import {mkdtemp, rm} from 'node:fs/promises'
import {devNull} from 'node:os'
import {join} from 'node:path'

import {type Secrets, StackError} from '@aws-stack/core'

import {keepIdentityToken} from './identity-token.js'
import type {Log} from './log.js'
import {runnerTemp} from './runner-temp.js'

export interface SignedIn {
  /** Where the token is; absent where the environment's own credentials are used. */
  readonly folder?: string
  /** Nothing of the sign-in is left on the machine. */
  signOut(): Promise<void>
}

/** What the SDK's chain would prefer to the token, see `defaultProvider` of `@aws-sdk/credential-provider-node`. */
const PREFERRED = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_STACK_PROFILE',
]

/**
 * As `role`, by GitHub's word for who this job is; in this process's environment, so that the AWS SDK's own chain does it, and renews it. Static keys, the profile
 * and the shared files of the environment do not count then. Without a role: as whom the environment says.
 */
export async function signIn(role: string | undefined, secrets: Secrets, log: Log): Promise<SignedIn> {
  const {env} = process
  if (role === undefined) return {signOut: async () => {}}

  const folder = await mkdtemp(join(runnerTemp(), 'aws-stack-identity-'))
  const file = join(folder, 'token')
  const token = await keepIdentityToken(file, secrets, log).catch(async (error: unknown) => {
    await rm(folder, {recursive: true, force: true})
    throw error
  })
  const given = PREFERRED.filter((name) => env[name])
  for (const name of PREFERRED) delete env[name]
  Object.assign(env, {
    AWS_WEB_IDENTITY_TOKEN_FILE: file,
    AWS_ROLE_ARN: role,
    AWS_ROLE_SESSION_NAME: sessionName(env),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  })
  const instead = given.length > 0 ? `; ${given.join(', ')} of the environment do not count` : ''
  log.write(`signing in as ${role} by GitHub's identity token${instead}\n`)
  return {
    folder,
    async signOut() {
      token.stop()
      await rm(folder, {recursive: true, force: true})
    },
  }
}

/** What CloudTrail names: `acme.pipeline@4711`. STS takes 64 of these characters ("AssumeRoleWithWebIdentity" of the API reference). */
function sessionName({GITHUB_REPOSITORY = 'aws-stack', GITHUB_RUN_ID = '0'}: NodeJS.ProcessEnv): string {
  return `${GITHUB_REPOSITORY.replace('/', '.')}@${GITHUB_RUN_ID}`.replaceAll(/[^\w+=,.@-]/g, '-').slice(-64)
}

/** Says how a workflow mends what AWS has refused of the sign-in. */
export function explained(error: Error, role: string | undefined): Error {
  if (!StackError.is(error)) return error
  if (error.code === 'CREDENTIALS_MISSING' && role === undefined) return Object.assign(error, {message: BOTH_WAYS})
  if (error.code !== 'ROLE_NOT_ASSUMED' || role === undefined) return error
  return Object.assign(error, {
    message: `${role} cannot be assumed: ${error.message}`,
    suggestions: ['aws-stack github:setup --check', ...error.suggestions],
  })
}

const BOTH_WAYS =
  'there are no AWS credentials: give the input role-arn (with permissions: id-token: write), or let an earlier step put credentials into the environment'
