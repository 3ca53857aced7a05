import {imagePushCommand} from '@aws-stack/kit'

import {substation} from '../../../app.js'

export default imagePushCommand(substation)
