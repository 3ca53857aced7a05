import {createServer, type RequestListener} from 'node:http'
import type {AddressInfo} from 'node:net'

/** Serves on a free port while the work goes on. */
export async function listening<T>(
  listener: RequestListener,
  work: (origin: string, port: number) => Promise<T>,
): Promise<T> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  try {
    return await work(`http://127.0.0.1:${port}`, port)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}
