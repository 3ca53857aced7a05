import {replayCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default replayCommand(substation)
