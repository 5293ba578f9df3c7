import {remap, withAliases} from '../../workspace/keymap.js';
import {describeKeyProblem} from './describe-key-problem.js';
import {readScreenSettings} from './read-screen-settings.js';

/** Everything that is wrong with a `screen.json`, in the words in which the screen tells it; none where there is no such file. */
export async function screenFaults(file: string): Promise<string[]> {
	const {settings: {keys}, problems} = readScreenSettings(file);
	if (keys === undefined) {
		return problems;
	}

	const {actions} = await import('../../actions/index.js');
	const bindings = withAliases(actions.map(action => ({action: action.id, keys: action.keys, when: action.when})));
	return [...problems, ...remap(bindings, keys).problems.map(problem => describeKeyProblem(problem))];
}
