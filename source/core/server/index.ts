export {startServer, type ChannelServer} from './server.js';
export type {
	Address, AgentAccess, Login, ServerOptions, TlsFiles,
} from './options.js';
export type {Store, StoredAgent} from './store.js';
export {memoryStore} from './memory/memory-store.js';
