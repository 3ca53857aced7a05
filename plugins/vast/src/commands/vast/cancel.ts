import {cancelCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default cancelCommand(vast)
