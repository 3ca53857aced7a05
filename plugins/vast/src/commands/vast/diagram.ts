import {diagramCommand} from '@aws-stack/kit'

import {vast} from '../../app.js'

export default diagramCommand(vast)
