import {isSteppedOut} from '../../actions/console/console-of.js';
import {goneText} from '../../actions/watch-targets.js';
import type {ConsoleRun} from '../../actions/live/console-run.js';
import type {Span} from '../../views/block.js';
import {safeText} from '../../views/safe-text.js';
import {texts, type Say} from '../../words/index.js';
import {grouped} from '../docs/numbers.js';
import {withGaps, type Title, type TitlePart} from '../panes/fit-title.js';
import type {PaneContext} from '../panes/pane-view.js';
import {closedText} from './closed-text.js';

/** Whose terminal it is and how it is doing; on the right how large it is there and where in it one is. */
export function consoleTitle({pane, height, say}: PaneContext, run: ConsoleRun | undefined): Title {
	const name = {text: `${safeText(pane.title)} ${say(texts.console.console)}`};
	const lost = pane.lost === undefined ? [] : [{text: `   ${safeText(pane.lost)}`, style: 'warn' as const}];
	if (!run) {
		const opening = pane.data?.['opening'] === true ? [{text: `   ${say(texts.console.opening)}`, style: 'dim' as const}] : [];
		return {left: [name, ...opening, ...lost], right: []};
	}

	const {screen, look} = run;
	const {mark} = look.view;
	// The footer can't say it: where keys are for a host it tells only those that are not.
	const again = run.isOpen() || pane.lost !== undefined || isSteppedOut(pane) ? [] : [{text: `   ${say(texts.console.enterOpens)}`}];
	const facts: TitlePart[] = [
		{text: safeText(run.title()), rank: 4},
		{text: mark ? say(texts.console.chosen, {count: grouped(String(Math.abs(mark.to - mark.from) + 1))}) : '', rank: 1},
		{text: say(texts.console.sizeThere, screen.size), rank: 3},
		{text: keptText(run, height, say), rank: 2},
	];
	const state = run.state.getSnapshot();
	const isTold = state.name === 'closed' && state.reason === 'agent-gone' && pane.lost === say(goneText);
	return {left: [name, ...stateText(run, say), ...again, ...isTold ? [] : lost], right: withGaps(facts.filter(({text}) => text !== '').map(fact => ({...fact, style: 'dim'})), '   ')};
}

function stateText(run: ConsoleRun, say: Say): Span[] {
	const state = run.state.getSnapshot();
	switch (state.name) {
		case 'opening': {
			return [{text: `   ${say(texts.console.opening)}`, style: 'dim'}];
		}

		case 'ready': {
			return [];
		}

		case 'closed': {
			const {reason} = state;
			return [{text: `   ${say(texts.console.closed, {reason: closedText(state, say)})}`, style: reason === 'ended' || reason === 'by-us' ? 'dim' : 'bad'}];
		}
	}
}

function keptText({screen, look}: ConsoleRun, height: number, say: Say): string {
	const count = grouped(String(screen.end - screen.first));
	const up = look.newestTop(height) - look.top(height);
	if (up > 0) {
		return say(texts.console.keptAndUp, {count, up: grouped(String(up))});
	}

	return screen.base > screen.first ? say(texts.console.kept, {count}) : '';
}
