import type {Correction} from '../front.js'

/** PutMetricFilter replaces the filter of that name; moto adds a second one beside it. */
export const logsPutMetricFilter: Correction = async (request, forward) => {
  const put = await forward(request)
  if (put.status >= 300) return put

  // Accepted, so the old one can go. moto leaves out every other one when it deletes: twice takes both, then it is put again.
  const target = String(request.headers['x-amz-target']).replace('.PutMetricFilter', '.DeleteMetricFilter')
  const remove = {...request, headers: {...request.headers, 'x-amz-target': target}}
  await forward(remove)
  await forward(remove)
  return forward(request)
}
