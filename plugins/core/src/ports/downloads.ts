/** Files from elsewhere, and those that an earlier run has kept. */
export interface Downloads {
  /** All of it. Throws `DOWNLOAD_FAILED` where it is refused, cut, or more than `maxBytes`. */
  fetch(url: string, maxBytes: number, signal: AbortSignal): Promise<Buffer>
  /** What `keep` was given under this name, as it is on disk now: whoever relies on it checks it. */
  kept(name: string): Promise<Buffer | undefined>
  /** Whole or not at all, also where several do so at once. Where it cannot be kept, it is not, and that is no failure. */
  keep(name: string, content: string | Uint8Array): Promise<void>
}
