import {InvokeCommand} from '@aws-sdk/client-lambda'

import type {ServiceClients} from '../../cloudformation/clients.js'
import type {ValidatorFunctions} from '../state/ports.js'

/** Validators are functions of the local AWS. A function that fails, however it does, is against the configuration. */
export function askLambda(clients: (region: string) => Pick<ServiceClients, 'lambda'>): ValidatorFunctions {
  return {
    async ask(functionArn, event, region) {
      const lambda = await clients(region).lambda()
      const {FunctionError, Payload} = await lambda.send(
        new InvokeCommand({FunctionName: functionArn, Payload: JSON.stringify(event)}),
      )
      if (FunctionError === undefined) return undefined
      const text = Buffer.from(Payload ?? []).toString('utf8')
      return errorMessage(text) ?? (text || FunctionError)
    },
  }
}

function errorMessage(payload: string): string | undefined {
  try {
    const {errorMessage: message} = JSON.parse(payload) as {errorMessage?: string}
    return message
  } catch {
    return undefined
  }
}
