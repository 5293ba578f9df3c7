import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import type {LiveThing} from './live/live.js';

/** Ends what is being fetched, from wherever the hand is. */
export const endFetchingAction: Action = {
	id: 'result.fetch-end', keys: [], when: 'everywhere',
	label: {en: 'end fetching', zh: '中止下载'},
	about: {en: 'end the fetching of files; what came of them is kept where it can be gone on with', zh: '中止文件下载；可续传时保留已下载的部分'},
	disabled: context => fetches(context).length > 0 ? undefined : context.say({en: 'no file is being fetched', zh: '没有正在下载的文件'}),
	run(context) {
		end(context, fetches(context));
	},
};

/** Whether a file of the agent of this pane is being fetched. */
export function isFetchingHere(context: ActionContext): boolean {
	return fetchesHere(context).length > 0;
}

/** For the key that ends what runs here, where nothing else does. */
export function endFetchingHere(context: ActionContext): void {
	end(context, fetchesHere(context));
}

function fetchesHere(context: ActionContext): string[] {
	const {target} = context.focus().state;
	return fetches(context, thing => thing.agent?.ref === target);
}

function fetches({live}: ActionContext, fits: (thing: LiveThing) => boolean = () => true): string[] {
	return live.all().filter(([, thing]) => thing.kind === 'fetch' && fits(thing)).map(([key]) => key);
}

function end({live}: ActionContext, keys: readonly string[]): void {
	for (const key of keys) {
		void live.end(key);
	}
}
