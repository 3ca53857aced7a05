import {destroyCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default destroyCommand(substation)
