export {lodaCommands, toLodaRequest, type LodaRequest} from './loda/to-request.js';
export {readLodaAnswer, type LodaAnswer} from './loda/read-answer.js';
export {readTraffic, type LodaMetric} from './loda/read-traffic.js';
export {joinPlugins, readCollect} from './loda/read-collect.js';
export {readRegistry, type RegisteredAgent} from './loda/read-registry.js';
export {parsePlugins, type LodaPlugin} from './loda/parse-plugins.js';
