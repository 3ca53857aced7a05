import {answer, location, type RegistryCall} from './registry-call.js'
import {RegistryError} from './registry-error.js'

/** `n` and `last` page through the sorted tags, the `Link` header leads on (OCI distribution specification, "Content Discovery"). */
export async function listTags(call: RegistryCall): Promise<void> {
  const all = [...call.repository.tagged.keys()].sort()
  if (all.length === 0)
    throw new RegistryError(404, 'NAME_UNKNOWN', 'repository name not known to registry', {name: call.path})

  const last = call.url.searchParams.get('last') ?? ''
  const after = all.filter((tag) => tag > last)
  const count = call.url.searchParams.get('n')
  const tags = count === null ? after : after.slice(0, Number(count))
  const more = tags.length < after.length && tags.at(-1)

  answer(
    call,
    200,
    {
      'content-type': 'application/json; charset=utf-8',
      ...(more && {
        link: `<${location(call, `${call.path}/tags/list?n=${count}&last=${encodeURIComponent(more)}`)}>; rel="next"`,
      }),
    },
    JSON.stringify({name: call.path, tags}),
  )
}
