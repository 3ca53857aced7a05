/** `127.0.0.1:5466/vast-dev/server` is the repository `vast-dev/server` of its registry. */
export function repositoryName(uri: string): string {
  return uri.slice(uri.indexOf('/') + 1)
}
