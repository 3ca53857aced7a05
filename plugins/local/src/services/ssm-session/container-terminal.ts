import type {Duplex} from 'node:stream'

import type Docker from 'dockerode'

import {createKeyKeeper, DETACH_KEYS} from './detach-keys.js'
import {splitCommand} from './split-command.js'

/** A program in a container, on a terminal of its own. */
export interface ContainerTerminal {
  /** What it shows. */
  readonly stream: Duplex
  /** `false`: it takes more after a `drain` of the stream. */
  write(bytes: Buffer): boolean
  resize(columns: number, rows: number): void
  hangUp(): Promise<void>
}

/** TERM and LANG as the agent sets them (amazon-ssm-agent, agent/session/shell/shell_unix.go, constants_unix.go). */
const ENVIRONMENT = ['TERM=xterm-256color', 'LANG=C.UTF-8']

export async function openTerminal(docker: Docker, containerId: string, command: string): Promise<ContainerTerminal> {
  const words = splitCommand(command)
  const exec = await docker.getContainer(containerId).exec({
    Cmd: words.length > 0 ? words : ['sh'],
    Env: ENVIRONMENT,
    // Whoever the container's user is (ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec").
    User: '0',
    Tty: true,
    DetachKeys: DETACH_KEYS,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  })
  const stream = await exec.start({hijack: true, stdin: true, Tty: true})
  return {
    stream,
    write: createKeyKeeper((bytes) => !stream.writable || stream.write(bytes)),
    resize: (w, h) => void exec.resize({w, h}).catch(() => undefined),
    async hangUp() {
      stream.destroy()
      const {Running, Pid} = await exec.inspect()
      if (Running && Pid > 0) killQuietly(Pid)
    },
  }
}

/** Docker has no call to end an exec. Its leader's end hangs up all on its terminal; where the engine's processes are not ours to see, it stays. */
function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGHUP')
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone, or of another machine.
  }
}
