import {ArthasError} from '../core/error.js';

const name = 'ARTHAS_TUI_LANG';

/**
The environment in which a flag goes before the variable; whoever reads the language finds it there.

@throws ArthasError ERR_USAGE for a language that there is none of.
*/
export function withLanguage(env: NodeJS.ProcessEnv, flag: string | undefined): NodeJS.ProcessEnv {
	const asked = flag ?? env[name]?.trim();
	if (asked && asked !== 'en' && asked !== 'zh') {
		throw new ArthasError('ERR_USAGE', `${flag === undefined ? name : '--lang'} is “${asked.slice(0, 40)}”, and there are en and zh`, {hint: 'for example --lang zh'});
	}

	return asked ? {...env, [name]: asked} : env;
}
