import {StackError} from '../errors.js'
import type {ImageReference} from './image-reference.js'

/** Nobody answers, or with nothing that helps. */
export function unreachable({host, text}: ImageReference, reason: string, cause?: unknown): StackError {
  return new StackError('REGISTRY_UNREACHABLE', `cannot ask the registry ${host} for ${text}: ${reason}`, {
    blame: 'aws',
    details: {host, image: text},
    suggestions: ['aws-stack doctor'],
    ...(cause !== undefined && {cause}),
  })
}

/** Docker Hub, like others, refuses in the same way what is private and what does not exist. */
export function denied({host, text, repository}: ImageReference, status: number): StackError {
  return new StackError(
    'REGISTRY_DENIED',
    `the registry ${host} does not show ${text} (${status}): there is no repository ${repository}, or it wants other credentials`,
    {
      details: {host, image: text, status},
      suggestions: [host === 'docker.io' ? 'docker login' : `docker login ${host}`],
    },
  )
}

export function throttled({host, text}: ImageReference, retryAfter: string | null): StackError {
  const wait = /^\d+$/.test(retryAfter ?? '') ? `; it says to wait ${retryAfter} s` : ''
  return new StackError('REGISTRY_THROTTLED', `the registry ${host} had too many requests before ${text}${wait}`, {
    blame: 'aws',
    details: {host, image: text},
    suggestions: [host === 'docker.io' ? 'docker login' : `docker login ${host}`],
  })
}

/** Of the three ways in which a registry does not tell. */
export function isRegistryFailure(error: unknown): error is StackError {
  return StackError.is(error) && /^REGISTRY_(UNREACHABLE|DENIED|THROTTLED)$/.test(error.code)
}
