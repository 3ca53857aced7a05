/** Carries out a deletion; that its object is gone already is success. */
export async function unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

// InvalidVpcID.NotFound, FileSystemNotFound, ResourceNotFoundException, NoSuchEntityException, Gateway.NotAttached, ServiceNotActiveException, NoSuchBucket, QueueDoesNotExist
function isGone(error: unknown): boolean {
  return (
    error instanceof Error && /NotFound|NoSuchEntity|NoSuchBucket|DoesNotExist|NotAttached|NotActive/.test(error.name)
  )
}
