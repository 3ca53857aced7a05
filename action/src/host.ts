import type {EngineEvent, Host} from '@aws-stack/core'
import {createLineReporter, createLines, type Hosting} from '@aws-stack/kit/hosted'

import type {CommandRun} from './run.js'

/** The engine's host in a job: its log, and the record of what happened. Nobody can be asked. */
export function createActionHost(current: () => CommandRun | undefined): Hosting {
  return {
    createHost({verbose, secrets}) {
      const write = (text: string) => void process.stdout.write(secrets.mask(text))
      const reporter = createLineReporter({lines: createLines({verbose}), write, now: () => new Date()})
      const host: Host = {
        notify(event) {
          const command = current()
          if (command) record(event, command)
          reporter.report(event)
        },
        confirm: async () => 'no-terminal',
      }
      return {host, reporter}
    },
  }
}

function record(event: EngineEvent, command: CommandRun): void {
  switch (event.type) {
    case 'identity.found':
      command.identity = event
      break
    case 'plan.started':
    case 'run.started':
      Object.assign(command, {app: event.app, stage: event.stage, ...('region' in event && {region: event.region})})
      break
    case 'plan.finished':
      command.plan = event.plan
      break
    case 'node.started':
      command.nodes.push({node: event.node, action: event.action, startedAt: Date.now(), state: 'running'})
      break
    case 'node.finished':
      end(command, event.node, event.changed ? 'changed' : 'unchanged')
      break
    case 'node.failed':
      end(command, event.node, 'failed', event.message)
      break
    case 'node.cancelled':
      end(command, event.node, 'cancelled')
      break
    case 'warning':
      command.warnings.push({code: event.code, message: event.message})
      break
    default:
  }
}

function end(
  {nodes}: CommandRun,
  {kind, name}: {kind: string; name: string},
  state: 'changed' | 'unchanged' | 'failed' | 'cancelled',
  message?: string,
): void {
  const found = nodes.findLast(({node}) => node.kind === kind && node.name === name)
  if (found) Object.assign(found, {state, endedAt: Date.now(), ...(message && {message})})
}
