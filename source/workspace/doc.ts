export type {DocLine, DocView} from './doc/doc-view.js';
export {foldDoc, type DocFold} from './doc/fold-doc.js';
export {findInDoc, type DocPlace} from './doc/find-in-doc.js';
export {isOrdinary} from './doc/is-ordinary.js';
export {turnedTo} from './doc/turned-to.js';
