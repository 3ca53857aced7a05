import type {Moto, MotoLane} from './moto.js'

export interface NoMoto {
  readonly lane: 'none'
  /** One line per way that was tried. */
  readonly reason: string
}

/** The first way that is open: what is installed, then a virtual environment, then a container. */
export async function bringMoto(lanes: Readonly<Record<Moto['lane'], MotoLane>>): Promise<Moto | NoMoto> {
  const reasons: string[] = []
  for (const lane of ['path', 'venv', 'container'] as const) {
    const result = await lanes[lane]()
    if (typeof result !== 'string') return result
    reasons.push(`${lane}: ${result}`)
  }
  return {lane: 'none', reason: reasons.join('\n')}
}
