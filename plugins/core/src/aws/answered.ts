import {notAws} from './aws-error.js'

/** XML and empty answers of any server pass the SDK as an output without fields. Throws `ENDPOINT_NOT_AWS`. */
export function answered<T>(field: T | undefined, service: string, operation: string): T {
  if (field === undefined) throw notAws({service, operation})
  return field
}
