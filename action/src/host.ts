import type {Host} from '@aws-stack/core'
import {createLineReporter, createLines, type Hosting, type Reporter} from '@aws-stack/kit/hosted'

import type {Log} from './log.js'
import {buildLine, createPhases, imageOf, phaseOf, type Phases} from './phases.js'
import {record} from './record.js'
import type {CommandRun, Run} from './run.js'

/** The engine's host in a job: its log, and the record of what happened. Nobody can be asked. */
export function createActionHost(run: Run, log: Log): Hosting {
  const current = (): CommandRun | undefined => run.commands.at(-1)
  return {
    createHost({verbose, secrets}) {
      secrets.watch(([secret]) => run.secrets.add(secret))
      const write = (text: string) => log.write(secrets.mask(text))
      const lines = createLineReporter({lines: createLines({verbose}), write, now: () => new Date()})
      const reporter = createPhaseReporter(lines, createPhases(log), verbose)
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
    opened(app, settings) {
      const command = current()
      if (!command) return
      command.draw = async () => (await import('./draw.js')).draw(app, settings, command.identity?.accountId)
    },
  }
}

/** The lines of the CLI in a pipe, those of a phase in its group. */
export function createPhaseReporter(lines: Reporter, phases: Phases, verbose: boolean): Reporter {
  return {
    report(event) {
      const phase = phaseOf(event)
      if (phase !== undefined) phases.open(phase)
      if (event.type === 'plan.finished') phases.close()
      // As lines, they are there when they come.
      if (event.type === 'image.progress' && !verbose) {
        const line = buildLine(event.progress)
        if (line !== undefined) phases.keep(imageOf(event.node), line)
      }
      lines.report(event)
    },
    say: (text) => lines.say(text),
    rest() {
      phases.close()
      lines.rest()
    },
  }
}
