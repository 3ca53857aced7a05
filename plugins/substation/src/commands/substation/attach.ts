import {attachCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default attachCommand(substation)
