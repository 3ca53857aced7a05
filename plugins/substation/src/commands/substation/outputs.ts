import {outputsCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default outputsCommand(substation)
