import type {Settings} from '../context.js';
import {resolveFile} from './endpoints.js';
import {readVariable} from './environment.js';
import {readSecretFile} from './secret-file.js';

/** Login and agent token of `serve`. What a client shows to servers is another login and never used here. */
export async function readServeSettings(env: NodeJS.ProcessEnv): Promise<Settings['serve']> {
	return {
		username: readVariable(env, 'ARTHAS_TUI_SERVE_USERNAME'),
		password: await readSecret(env, 'ARTHAS_TUI_SERVE_PASSWORD'),
		agentToken: await readSecret(env, 'ARTHAS_TUI_AGENT_TOKEN'),
	};
}

async function readSecret(env: NodeJS.ProcessEnv, name: string): Promise<string | undefined> {
	const file = readVariable(env, `${name}_FILE`);
	return readVariable(env, name) ?? (file === undefined ? undefined : readSecretFile(resolveFile(file, {})));
}
