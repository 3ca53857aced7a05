import {diagramCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default diagramCommand(substation)
