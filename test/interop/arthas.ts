export {prepareArthas, whyNoArthas, type ArthasHome} from './prepare-arthas.js';
export {startJvm, type Jvm, type JvmOptions} from './start-jvm.js';
