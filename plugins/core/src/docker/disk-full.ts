const DISK_FULL = /no space left on device|disk quota exceeded/i

/** Of the engine, in the kernel's words; they come from wherever it was that wrote. */
export function isDiskFull(message: string): boolean {
  return DISK_FULL.test(message)
}

/** What fills it, and what frees it. */
export const FREE_SPACE = ['docker system df', 'docker system prune']
