/** Absolute path of a file or folder of this package: `dockerPath('vast/server.Dockerfile')`, `dockerPath('vast')` for its context. */
export declare function dockerPath(file: string): string
