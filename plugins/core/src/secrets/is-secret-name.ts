const SECRET_NAME = /secret|token|passw|credential|auth|(?:api|access|private|signing|encryption|master)[_-]?key|_key$/i

/** Whether what has this name (a build argument, a property, a variable) is likely to hold a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name)
}
