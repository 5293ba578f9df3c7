/** BasicAgent: JSON objects as lines, asked and answered by id, pipelined. */
export {Caller, resumeFeature, type CallEvent} from './basic-agent/caller.js';
export {answerLimit, LineReader, requestLimit} from './basic-agent/line-reader.js';
export type {Answer, BasicMessage} from './basic-agent/message.js';
export {readMessage} from './basic-agent/read-message.js';
export {retcodes, type Retcode} from './basic-agent/retcode.js';
export {toRequest, type MethodCall} from './basic-agent/to-request.js';
export {failedAnswer, toAnswer} from './basic-agent/to-answer.js';
export {toResults} from './basic-agent/to-results.js';
export {keepAlive, writeMessage} from './basic-agent/write-message.js';
