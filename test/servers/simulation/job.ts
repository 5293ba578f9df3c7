import type {CommandScript, Plan, StreamType} from './command.js';

export type InputStatus = 'ALLOW_INPUT' | 'ALLOW_INTERRUPT' | 'DISABLED';

/** What both kinds of session have in common for the agent: one slot for a foreground job, and a lock. */
export type Shell = {
	readonly id: string;
	/** False for the sessions that live as long as one command. */
	readonly lasting: boolean;
	foreground: Job | undefined;
	/** Held while a stream enhances classes. */
	locked: boolean;
	/** Commands that have ended. */
	finished: number;
	inputStatus(status: InputStatus): void;
};

/** Where the results of a job go, as JSON texts. */
export type Out = {
	result(text: string): void;
	status(text: string, statusCode: number): void;
	/** 3.5.6 on a JDK ≥ 16 could not write a result. */
	unserialisable?(): void;
	/** False while the agent can't get rid of its results; streams make none then. */
	ready?(): boolean;
};

export type Job = {
	readonly id: number;
	readonly line: string;
	readonly plan: Plan;
	readonly shell: Shell;
	readonly out: Out;
	status: 'READY' | 'RUNNING' | 'TERMINATED';
	/** Numbered results so far. */
	emitted: number;
	stop?: () => void;
};

/** What differs between the versions of Arthas: the shape of results, and which commands are known. */
export type Flavour = {
	script(line: string, name: string): CommandScript | undefined;
	/** The result number `count` of a stream, from 1; the number is in it, so that a loss can be proven. */
	event(stream: {type: StreamType; className: string; methodName: string}, count: number): string;
};

/** Puts the id of a job into the text of a result. */
export function withJobId(text: string, id: number): string {
	return text.replace(/"jobId":\d+/, () => `"jobId":${id}`);
}
