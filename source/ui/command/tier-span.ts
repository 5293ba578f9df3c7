import type {Tier} from '../../core/safety.js';
import type {Span, Style} from '../../views/block.js';
import {texts, type Say} from '../../words/index.js';

const styles: Readonly<Record<Tier, Style>> = {
	look: 'dim', probe: 'info', heavy: 'warn', change: 'bad',
};

/** What a command does to its agent, in one word. */
export function tierSpan(tier: Tier, say: Say): Span {
	return {text: say(texts.command[tier]), style: styles[tier]};
}
