export {retcodes, type Retcode} from '../protocol/basic-agent/retcode.js';
