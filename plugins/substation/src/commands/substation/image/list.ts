import {imageListCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default imageListCommand(substation)
