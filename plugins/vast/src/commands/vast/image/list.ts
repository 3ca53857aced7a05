import {imageListCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default imageListCommand(vast)
