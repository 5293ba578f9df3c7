import {ArthasError} from '../../core/error.js';

/**
The name of a job that stands alone behind an action.

@throws ArthasError ERR_USAGE
*/
export function readName([name = '', ...others]: readonly string[], action: string): string {
	if (!/^[\w-]{1,64}$/u.test(name) || others.length > 0) {
		throw new ArthasError('ERR_USAGE', `cron ${action} needs the name of one job`, {hint: `arthas-tui cron ls lists them; then arthas-tui cron ${action} NAME`});
	}

	return name;
}
