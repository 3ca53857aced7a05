import type {Server} from 'node:http'

/** Listens on the wanted port of `host`, or on the first free one above it where the caller allows another; says which. */
export async function listen(
  server: Pick<Server, 'listen' | 'once' | 'off'>,
  host: string,
  wanted: number,
  choice: 'exactly' | 'or above',
): Promise<number> {
  for (let port = wanted; ; port += 1) {
    const error = await tryListen(server, host, port)
    if (!error) return port
    if (error.code !== 'EADDRINUSE') throw error
    if (choice === 'exactly') throw new Error(`port ${port} of ${host} is taken by another program`, {cause: error})
    if (port >= wanted + 100) throw new Error(`no free port on ${host} from ${wanted} to ${port}`, {cause: error})
  }
}

function tryListen(
  server: Pick<Server, 'listen' | 'once' | 'off'>,
  host: string,
  port: number,
): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening)
      resolve(error)
    }
    const listening = () => {
      server.off('error', failed)
      resolve(undefined)
    }
    server.once('error', failed)
    server.once('listening', listening)
    server.listen(port, host)
  })
}
