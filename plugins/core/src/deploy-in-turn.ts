import type {ParameterValue} from './app.js'
import type {Context} from './context.js'
import {inTurn, type StackPlace} from './in-turn.js'
import {readLive} from './live-values.js'
import {type ReferenceValues, resolveParameters} from './parameters.js'
import {learnParameters} from './secrets/learn-parameters.js'
import {actionFor, isCreating} from './stack-state.js'
import {type DeployedStackState, deployStack, type DeployStackInput} from './steps/deploy-stack.js'
import {surveyAgain, type SurveyedStack} from './survey.js'

export interface DeployInTurnInput extends Pick<DeployStackInput, 'agreed' | 'failOn' | 'skip' | 'wait' | 'prepare'> {
  readonly place: StackPlace
  readonly surveyed: SurveyedStack
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly values: ReferenceValues
}

/** Brings one stack to its template, also where another run changes it meanwhile. */
export function deployInTurn(
  {place, surveyed, parameters, values, ...rest}: DeployInTurnInput,
  ctx: Context,
): Promise<DeployedStackState> {
  const {app, part, tags} = place
  return inTurn(
    surveyed,
    {
      place,
      stackOf: ({deployed}) => deployed?.stack,
      async work(current) {
        const action = actionFor(current.deployed?.stack)
        const creating = isCreating(action)
        ctx.host.notify({
          type: 'node.started',
          node: {kind: 'stack', name: part},
          action: action === 'recreate' ? 'create' : action,
        })
        // Once more, since the plan: a question may wait for an hour.
        const resolved = resolveParameters(parameters, values, creating, await readLive(parameters, ctx))
        learnParameters(current.template, resolved, ctx.secrets)
        return deployStack({...rest, app, surveyed: current, parameters: resolved, tags}, ctx)
      },
      lookAgain: (current) => surveyAgain(current, place, ctx),
    },
    ctx,
  )
}
