export {createQueue, type Queue} from '../queue.js';
