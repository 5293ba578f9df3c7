import {setImmediate as settle} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {runInPane} from '../../../source/actions/command/open-command-pane.js';
import {openCommandStage} from '../../ui/command/command-stage.js';
import {finish, runOf} from './fake-session.js';

const overlay = ({context}: ReturnType<typeof openCommandStage>) => context.store.getSnapshot().overlay;
const runs = ({fake}: ReturnType<typeof openCommandStage>) => fake.runs.map(({commandLine}) => commandLine);

test('enter runs the line, which goes to the history and out of the prompt', () => {
	const stage = openCommandStage();
	stage.press('thread -n 3', 'enter');
	expect(runs(stage)).toEqual(['thread -n 3']);
	expect(stage.history).toEqual(['thread -n 3']);
	expect(stage.prompt()).toBe('|');
	stage.press('up', 'enter');
	expect(runs(stage)).toEqual(['thread -n 3', 'thread -n 3']);
	expect(stage.history).toEqual(['thread -n 3']);
	stage.press('enter', 'space', 'enter');
	expect(runs(stage)).toHaveLength(2);
});

test('what changes its agent is asked about first, and not confirmed by a key that was meant for something else', () => {
	const stage = openCommandStage();
	stage.press('stop', 'enter');
	expect(runs(stage)).toEqual([]);
	expect(overlay(stage)).toMatchObject({kind: 'confirm', data: {command: 'stop', tier: 'change', agent: 'prod/math-7f3a'}});
	stage.pass(999);
	stage.press('enter');
	expect(runs(stage)).toEqual([]);
	expect(stage.notices()).toEqual(['not sent: that came too soon; press enter again']);
	stage.pass(1);
	stage.press('enter');
	expect(runs(stage)).toEqual(['stop']);
	expect(runOf(stage.fake).options).toMatchObject({approved: true});
	expect(overlay(stage)).toBeUndefined();
	expect(stage.history).toEqual(['stop']);
	expect(stage.prompt()).toBe('|');
});

test('without a yes nothing is sent and the line stays', () => {
	const stage = openCommandStage();
	stage.press('heapdump /tmp/x', 'enter');
	expect(overlay(stage)).toMatchObject({data: {tier: 'heavy'}});
	stage.context.store.dispatch({type: 'overlay', overlay: undefined});
	expect(runs(stage)).toEqual([]);
	expect(stage.prompt()).toBe('heapdump /tmp/x|');
	expect(stage.history).toEqual([]);
	stage.press('enter');
	stage.pass(300);
	stage.press('enter');
	expect(runs(stage)).toEqual(['heapdump /tmp/x']);
});

test('what no agent could take is told and stays', () => {
	const stage = openCommandStage();
	stage.press('watch a.B c -n none', 'enter');
	expect(stage.notices()[0]).toContain('none');
	expect(stage.prompt()).toBe('watch a.B c -n none|');
	expect(stage.history).toEqual([]);
});

test('a secret that the history has masked is not sent as it is', () => {
	const stage = openCommandStage({history: ['auth <secret>']});
	stage.press('up', 'enter');
	expect(runs(stage)).toEqual([]);
	expect(stage.notices()[0]).toContain('<secret>');
	expect(overlay(stage)).toBeUndefined();
});

test('a pane that lost its agent takes no command', () => {
	const stage = openCommandStage();
	stage.context.store.dispatch({type: 'pane', pane: stage.context.focus().id, change: {lost: 'math-7f3a is a new process'}});
	stage.press('jvm', 'enter');
	expect(runs(stage)).toEqual([]);
	expect(stage.notices()).toEqual(['not sent: math-7f3a is a new process']);
	expect(stage.prompt()).toBe('jvm|');
});

test('a restored pane gets its session with the first command', () => {
	const stage = openCommandStage();
	const {id} = stage.context.focus();
	stage.context.store.dispatch({type: 'pane', pane: id, change: {live: undefined, prompt: undefined}});
	stage.press('jvm', 'enter');
	expect(runs(stage)).toEqual(['jvm']);
	expect(stage.context.focus().state.live).toBeDefined();
	stage.context.store.dispatch({type: 'pane', pane: id, change: {live: undefined, target: 'prod/gone'}});
	stage.press('jvm', 'enter');
	expect(runs(stage)).toHaveLength(1);
	expect(stage.notices()).toEqual(['not sent: math-7f3a is not there']);
});

test('ctrl-c clears the line, then ends the newest that runs, then tells how to leave', async () => {
	const stage = openCommandStage();
	stage.press('watch a.B c', 'enter', 'dashboard', 'enter', 'jvm');
	const states = () => stage.fake.runs.map(({job}) => job.getSnapshot().state.name);
	stage.press('ctrl-c');
	expect(stage.prompt()).toBe('|');
	expect(states()).toEqual(['queued', 'queued']);
	stage.press('ctrl-c');
	expect(states()).toEqual(['queued', 'interrupted']);
	stage.press('f8');
	expect(states()).toEqual(['interrupted', 'interrupted']);
	stage.press('ctrl-c');
	expect(stage.notices()[0]).toContain('nothing runs here');
	stage.press('ctrl-y');
	expect(stage.prompt()).toBe('jvm|');
	await settle();
});

test('↑ and ↓ walk through the history, over lines of a command and through what is open above', () => {
	const stage = openCommandStage({history: ['jvm', 'watch a.B c', 'memory']});
	stage.press('wa', 'up');
	expect(stage.prompt()).toBe('watch a.B c|');
	stage.press('down');
	expect(stage.prompt()).toBe('wa|');
	stage.press('ctrl-u', 'one', 'alt-enter', 'two', 'up');
	expect(stage.prompt()).toBe('one|\ntwo');
	stage.press('ctrl-u', 'ctrl-k', 'ctrl-k', 'ctrl-k', 's', 'tab', 'down', 'down', 'up', 'tab');
	expect(stage.prompt()).toBe('sc |');
});

test('ctrl-r finds any part of older commands, refined by typing; enter takes one and runs nothing', () => {
	const stage = openCommandStage({history: ['watch a.B c', 'jvm', 'trace d.B e', 'memory']});
	stage.press('B', 'ctrl-r');
	expect(stage.paint().filter(row => row.includes('┃'))).toEqual([
		' ┃ 2 in the history', ' ┃▸ trace d.B e', ' ┃  watch a.B c', ' ┃ enter takes it   ↑↓ choose   esc closes',
	]);
	stage.press('ctrl-r', 'enter');
	expect(stage.prompt()).toBe('watch a.B c|');
	expect(runs(stage)).toEqual([]);
	stage.press('ctrl-u', 'f7', 'tra', 'tab');
	expect(stage.prompt()).toBe('trace d.B e|');
	stage.press('ctrl-r', 'esc');
	expect(stage.prompt()).toBe('trace d.B e|');
	expect(stage.context.focus().state.prompt?.popup).toBeUndefined();
});

test('$EDITOR gives the line back; when it failed the line stays', async () => {
	const stage = openCommandStage();
	stage.press('watch');
	stage.edited.text = 'watch a.B c \\\n  -n 5\n\n';
	stage.press('f4');
	await settle();
	expect(stage.prompt()).toBe('watch a.B c \\\n  -n 5|');
	stage.edited.text = undefined;
	stage.press('f4');
	await settle();
	expect(stage.prompt()).toBe('watch a.B c \\\n  -n 5|');
});

test('what is pasted is put in and does not run', () => {
	const stage = openCommandStage();
	stage.press('echo ');
	stage.paste('a\r\nstop\r\n');
	expect(stage.prompt()).toBe('echo a\nstop|');
	expect(runs(stage)).toEqual([]);
});

test('several commands go one after the other, each when the one before has ended', async () => {
	const stage = openCommandStage();
	stage.paste('version\nthread -b\n\nsession\n');
	stage.press('enter');
	expect(runs(stage)).toEqual(['version']);
	expect(stage.prompt()).toBe('thread -b\nsession|');
	finish(runOf(stage.fake));
	await settle();
	expect(runs(stage)).toEqual(['version', 'thread -b']);
	expect(stage.prompt()).toBe('session|');
	finish(runOf(stage.fake, 1), [], 1, 'it failed');
	await settle();
	expect(runs(stage)).toEqual(['version', 'thread -b', 'session']);
	expect(stage.prompt()).toBe('|');
	expect(stage.history).toEqual(['version', 'thread -b', 'session']);
});

test('of several commands the first that is asked about waits with the others, and they go on after the yes', async () => {
	const stage = openCommandStage();
	stage.paste('version\nstop\nsession');
	stage.press('enter');
	finish(runOf(stage.fake));
	await settle();
	expect(runs(stage)).toEqual(['version']);
	expect(overlay(stage)).toMatchObject({kind: 'confirm', data: {command: 'stop'}});
	stage.context.store.dispatch({type: 'overlay', overlay: undefined});
	await settle();
	expect(runs(stage)).toEqual(['version']);
	expect(stage.prompt()).toBe('stop\nsession|');
	stage.press('enter');
	stage.pass(1000);
	stage.press('enter');
	expect(runs(stage)).toEqual(['version', 'stop']);
	finish(runOf(stage.fake, 1));
	await settle();
	expect(runs(stage)).toEqual(['version', 'stop', 'session']);
});

test('of several commands those that were changed or cleared meanwhile do not go by themselves', async () => {
	const stage = openCommandStage();
	stage.paste('version\nthread -b\nsession');
	stage.press('enter', 'ctrl-u');
	expect(stage.prompt()).toBe('thread -b\n|');
	stage.press('ctrl-u', 'ctrl-u');
	expect(stage.prompt()).toBe('|');
	stage.press('ctrl-y');
	finish(runOf(stage.fake));
	await settle();
	expect(runs(stage)).toEqual(['version']);
});

test('a command over several lines is one', () => {
	const stage = openCommandStage();
	stage.paste('watch a.B c\n  \'{params,\nreturnObj}\' -n 5\n');
	stage.press('enter');
	expect(runs(stage)).toEqual(['watch a.B c\n  \'{params,\nreturnObj}\' -n 5']);
});

test('esc goes to the results and back, and there keys act on the command under the cursor', () => {
	const stage = openCommandStage();
	stage.press('esc');
	expect(stage.context.focus().state.prompt?.isReading, 'out of the prompt, from where q and the digits lead on').toBe(true);
	expect(stage.paint().join('\n')).toContain('no command was run here yet: esc types one');
	stage.press('r');
	expect(stage.notices()[0]).toContain('nothing was run here yet');
	stage.press('esc');
	expect(stage.context.focus().state.prompt?.isReading).toBe(false);
	stage.press('esc');
	expect(stage.notices()).toEqual([]);
	stage.press('echo a', 'enter', 'watch a.B c', 'enter', 'half typed', 'esc');
	finish(runOf(stage.fake), [{type: 'echo', content: 'first line\nsecond line'}]);
	const atCursor = () => stage.styled().find(row => row.startsWith('[selection]'))?.replaceAll(/\w+\(|\)/gu, '').replace(/^\[selection\] /u, '').replaceAll(/\s+/gu, ' ');
	expect(atCursor()).toContain('watch a.B c');
	stage.press('!', 's');
	expect(runOf(stage.fake, 1).job.getSnapshot().state.name).toBe('interrupted');
	expect(atCursor()).toContain('stopped');
	stage.press('up', 'up');
	expect(atCursor()).toBe('▸ second line');
	stage.press('y', 'v', 'y', 'a', 'y', 'c', 'y', 's');
	expect(stage.copied).toEqual(['second line', 'echo a\nfirst line\nsecond line', 'echo a', 'arthas-tui exec --on math-7f3a \'echo a\'']);
	stage.press('left');
	expect(atCursor()).toContain('echo a');
	stage.press('left');
	expect(stage.paint().some(row => row.includes('first line'))).toBe(false);
	stage.press('enter');
	expect(stage.paint().some(row => row.includes('first line'))).toBe(true);
	stage.press('e');
	expect(stage.prompt()).toBe('echo a|');
	stage.press('ctrl-u', 'esc', 'g', 'r');
	expect(runs(stage)).toEqual(['echo a', 'watch a.B c', 'echo a']);
	expect(stage.context.focus().state.prompt?.isReading).toBe(false);
});

test('the equal curl line names what was sent', () => {
	const stage = openCommandStage();
	stage.press('watch a.B c', 'enter', 'esc', 'y', 'u');
	expect(stage.copied[0]).toContain('"command":"watch -n 900 a.B c"');
	expect(stage.copied[0]).toContain('http://10.0.0.7:8563/api');
});

test('a tree folds row by row, and keeps its folds', () => {
	const stage = openCommandStage({rows: 40});
	stage.press('nobody-knows', 'enter');
	stage.pass(1000);
	stage.press('enter');
	finish(runOf(stage.fake), [{type: 'nobody-knows', deep: {one: {two: {three: 3}}}}]);
	stage.press('esc', 'g', 'down');
	const before = stage.paint();
	stage.press('left');
	const folded = stage.paint().filter(row => row.trim() !== '');
	expect(folded.length).toBeLessThan(before.filter(row => row.trim() !== '').length);
	stage.press('esc', 'jvm', 'enter', 'esc', 'g', 'down', 'right');
	expect(stage.paint().some(row => row.includes('three'))).toBe(true);
});

test('pageup reads from the prompt on', () => {
	const stage = openCommandStage();
	stage.press('echo a', 'enter');
	finish(runOf(stage.fake), [{type: 'echo', content: Array.from({length: 60}, (_, line) => `line ${line}`).join('\n')}]);
	stage.press('pageup');
	expect(stage.styled().find(row => row.startsWith('[selection]'))).toMatch(/line \d+/u);
	expect(stage.paint().some(row => row.includes('line 59'))).toBe(false);
});

test('a command from elsewhere runs as if it was typed, and what is typed stays', () => {
	const stage = openCommandStage();
	stage.press('half');
	runInPane(stage.context, 'jvm');
	expect(runs(stage)).toEqual(['jvm']);
	expect(stage.history).toEqual(['jvm']);
	expect(stage.prompt()).toBe('half|');
});
