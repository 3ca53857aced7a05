import type {Explain} from '../explanation.js'

const CONFLICT =
  /already exists|AlreadyExists|EntityAlreadyExists|BucketAlreadyOwnedByYou|ResourceInUseException: .* exists/

export const explainNameConflict: Explain = ({reason = '', type, physicalId, logicalId}) => {
  const [, block] = /The CIDR '([^']+)' conflicts with another subnet/.exec(reason) ?? []
  if (block) return {meaning: `the block ${block} overlaps another subnet of the VPC`}
  if (!CONFLICT.test(reason)) return undefined
  const [, owner] = /already exists in stack (\S+)/.exec(reason) ?? []
  const name = /['"]?([\w./:-]+)['"]? already exists/.exec(reason)?.[1] ?? physicalId ?? logicalId
  if (owner) return {meaning: `${name} belongs to another stack already: ${owner.replace(/\.$/, '')}`, facts: {owner}}
  return {
    meaning: `there is a ${type} with this name already, which no stack of ours made; perhaps an earlier stack left it behind. Delete it, or take another --stage`,
  }
}
