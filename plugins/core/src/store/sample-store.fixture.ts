import {buffer} from 'node:stream/consumers'

import type {StoreDefinition} from '../app.js'
import type {ProgramInput, RunProgram} from './run-in-server.js'

export const store: StoreDefinition = {
  importCommand: ({format, type}) => ['store', 'import', format, ...(type ? [type] : [])],
  exportCommand: ({format, query}) => ['store', 'export', format, query],
  countCommand: () => ['store', 'count'],
  formats: [
    {name: 'json', endings: ['.json'], joins: true},
    {name: 'pcap', endings: ['.pcap'], joins: false},
  ],
}

export interface Ran {
  readonly words: readonly string[]
  readonly stdin: string
}

/** A server whose programs read all of their standard input, write `says` and end with `exitCode`. */
export function fakePrograms({exitCode = 0, says = ''} = {}): {run: RunProgram; ran: Ran[]} {
  const ran: Ran[] = []
  return {
    ran,
    async run({words, stdin, stdout}: ProgramInput) {
      ran.push({words, stdin: stdin ? (await buffer(stdin)).toString() : ''})
      if (says) stdout?.write(Buffer.from(says))
      return exitCode
    },
  }
}
