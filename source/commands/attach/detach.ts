import {ArthasError} from '../../core/error.js';
import type {Attachment} from '../../core/host/attach/attachments.js';
import {detachArthas} from '../../core/host/attach/detach-arthas.js';
import {linesBlock} from '../../views/build-block.js';
import type {Command, CommandContext} from '../context.js';
import {askYes} from '../cron/ask-yes.js';
import {jsonText} from '../json-text.js';
import {blocksToText, printBlocks} from '../print-blocks.js';
import {ownAttachments} from './own-attachments.js';
import {refuseReadOnly} from './refuse-read-only.js';

/** `detach [PID]`: ends Arthas where `attach` of this user has put it, and nowhere else. */
export const detach: Command = async context => {
	const attachments = ownAttachments(context.env);
	const attached = attachments.list();
	const [pid] = context.input;
	if (pid === undefined) {
		list(context, attached);
		return 0;
	}

	refuseReadOnly(context, 'detach');
	const one = attached.find(attachment => String(attachment.pid) === pid);
	if (one === undefined || context.input.length > 1) {
		throw new ArthasError('ERR_USAGE', `nothing was attached to ${pid.slice(0, 20)} by arthas-tui attach of this user`, {
			hint: 'arthas-tui detach lists what was; elsewhere exec --on AGENT stop ends Arthas',
		});
	}

	const consequence = one.wasThere ? `leaves your lists; Arthas was in ${one.pid} before, and stays` : `Arthas in ${one.pid} stops, classes that commands changed are put back`;
	context.err(blocksToText([linesBlock([`${one.agentId}: ${consequence}`])], {color: false, columns: 0}));
	await askYes(context, 'detach it?');
	const done = await detachArthas(one, {attachments, signal: context.interrupted});
	context.err(done === 'gone' ? `Arthas had ended in ${one.pid} before; it is forgotten\n` : `${one.agentId} is detached\n`);
	if (context.flags.json) {
		context.out(jsonText(told(one)));
	}

	return 0;
};

function list(context: CommandContext, attached: readonly Attachment[]): void {
	if (context.flags.json) {
		context.out(jsonText(attached.map(one => told(one))));
	} else if (attached.length === 0) {
		context.err('nothing is attached by arthas-tui attach of this user\n');
	} else {
		printBlocks(context, [linesBlock(attached.map(({pid, agentId, port}) => `${pid}  ${agentId}  127.0.0.1:${port}`))]);
	}
}

/** Without the password. */
function told({pid, agentId, port}: Attachment): {pid: number; agent: string; port: number} {
	return {pid, agent: agentId, port};
}
