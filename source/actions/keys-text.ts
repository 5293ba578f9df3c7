import type {Action, KeyContext} from './action.js';

const headings: ReadonlyArray<readonly [context: KeyContext, heading: string]> = [
	['everywhere', 'everywhere'],
	['pane', 'in any pane without a prompt'],
	['list', 'lists'],
	['agents', 'agents'],
	['command', 'command pane'],
	['prompt', 'its prompt'],
	['doc', 'results'],
	['stream', 'streams'],
	['result', 'a result of its own'],
	['info', 'a host'],
	['cron', 'cron jobs of hosts'],
	['cron-job', 'the runs of a cron job'],
	['plugins', 'plug-ins of a monitoring agent'],
	['file', 'a log of a host'],
	['console', 'consoles'],
	['console-view', 'a console that is read'],
	['overlay', 'dialogs'],
	['cron-form', 'a cron job that is typed'],
];

/** The keys as the README shows them, a line for each place, in Markdown. It comes from the table of actions alone. */
export function keysText(actions: readonly Action[]): string {
	return headings
		.map(([context, heading]) => ({heading, rows: actions.filter(({keys, when}) => keys.length > 0 && (typeof when === 'string' ? when === context : when[0] === context))}))
		.filter(({rows}) => rows.length > 0)
		.map(({heading, rows}) => `- **${heading}**: ${rows.map(({keys, label}) => `${code(keys[0] ?? '')} ${label.en}`).join(' · ')}`)
		.join('\n');
}

/** A backslash and a backtick in code need other fences. */
function code(key: string): string {
	return key.includes('`') ? `\`\` ${key} \`\`` : `\`${key}\``;
}
