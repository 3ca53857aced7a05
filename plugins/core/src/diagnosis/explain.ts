import type {Explain, Explanation} from './explanation.js'
import {explainDeletionBlocked} from './explanations/deletion-blocked.js'
import {explainDeniedAction} from './explanations/denied-action.js'
import {explainEcsService} from './explanations/ecs-service.js'
import {explainHandlerError} from './explanations/handler-error.js'
import {explainHookOrCheck} from './explanations/hook-or-check.js'
import {explainLambdaFunction} from './explanations/lambda-function.js'
import {explainNameConflict} from './explanations/name-conflict.js'
import {explainNotStabilized} from './explanations/not-stabilized.js'
import {explainQuota} from './explanations/quota.js'
import {explainRoleNotAssumable} from './explanations/role-not-assumable.js'
import type {FailedEvent} from './fold-failures.js'
import type {Inquiry} from './inquiry.js'

/** The first that recognises the failure explains it: the special before the general. */
const EXPLANATIONS: readonly Explain[] = [
  explainHookOrCheck,
  explainRoleNotAssumable,
  explainDeniedAction,
  explainQuota,
  explainDeletionBlocked,
  explainNameConflict,
  explainEcsService,
  explainLambdaFunction,
  explainNotStabilized,
  explainHandlerError,
]

export async function explain(failure: FailedEvent, inquiry: Inquiry): Promise<Explanation | undefined> {
  for (const explanation of EXPLANATIONS) {
    const found = await explanation(failure, inquiry)
    if (found) return found
  }
  return undefined
}
