import {whyCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default whyCommand(substation)
