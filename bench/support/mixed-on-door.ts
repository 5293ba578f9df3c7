import {connect} from '../../source/core/client/connect.js';
import type {Jvm} from '../../test/interop/arthas.js';
import {
	freeze, mixedCommands, outcomeOf, wordOf,
} from './mixed-commands.js';
import {printFigure} from './print-figure.js';

/** 150 commands in a row as `exec` gives them, each output compared with what the JVM itself says; then one whose console hangs, since the JVM is frozen. */
export async function mixedOnDoor(jvm: Jvm, port: number): Promise<void> {
	await using connection = connect(`channel+http://127.0.0.1:${port}`);
	await connection.ready();
	const session = connection.openSession(connection.agents.getSnapshot().find(({id}) => id === 'bench_real')!);
	const known = await mixedCommands(jvm);
	const all = Array.from({length: 22}, (_, round) => known(round)).flat().slice(0, 150);
	const wrong: string[] = [];
	const began = performance.now();
	for (const {command, fits} of all) {
		if (!fits(await outcomeOf(session, command))) {
			wrong.push(command);
		}
	}

	printFigure({
		figure: 'tunnel door: 150 mixed commands in a row on a real agent, outputs exact', value: all.length - wrong.length, unit: 'of 150', atLeast: 150,
		seconds: (performance.now() - began) / 1000, wrong,
	});
	const before = await consoles(port);
	const {state, noticedMs, after, afterMs} = await freeze(session, jvm, 2000);
	const left = await consoles(port);
	printFigure({
		figure: 'tunnel door: a console that hangs noticed, at a time-out of 2 s', value: noticedMs, unit: 'ms', atMost: 5000, isWell: state === 'timed-out', state,
	});
	printFigure({
		figure: 'tunnel door: the next command after that, on another console', value: afterMs, unit: 'ms', atMost: 2000,
		isWell: wordOf(after.results) === 'thawed' && before.length > 0 && left.every(id => !before.includes(id)), before: before.length, left: left.length,
	});
}

/** Consoles that are open through the door, by their ids. */
async function consoles(port: number): Promise<string[]> {
	const answer = await fetch(`http://127.0.0.1:${port}/actuator/arthas`);
	const {clientConnections} = await answer.json() as {clientConnections: object};
	return Object.keys(clientConnections);
}

