import {shardsCommand} from '@aws-stack/kit'

import {substation} from '../../app.js'

export default shardsCommand(substation)
