import {StackError} from '../errors.js'

export interface LayerAsked {
  readonly arn: string
  /** The one that names another layer. */
  readonly setting?: string | undefined
}

export function layerNotFound(layer: LayerAsked): StackError {
  const {arn} = layer
  const message = `there is no layer ${arn}, or it is not for everybody${orAnother(layer)}`
  return new StackError('LAYER_NOT_FOUND', message, {details: {arn}, suggestions: [seeLayer(layer)]})
}

export function orAnother({setting}: LayerAsked): string {
  return setting === undefined ? '' : `; the setting ${setting} can name another one`
}

export function seeLayer({arn}: LayerAsked): string {
  return `aws lambda get-layer-version-by-arn --arn ${arn}`
}
