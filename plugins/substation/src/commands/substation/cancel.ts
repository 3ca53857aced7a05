import {cancelCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default cancelCommand(substation)
