import {imagePushCommand} from '@aws-stack/kit'

import {vast} from '../../../app.js'

export default imagePushCommand(vast)
