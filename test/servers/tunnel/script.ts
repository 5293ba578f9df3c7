import type {OutputScript} from './output-files.js';
import type {ShellScript} from './shell.js';

export type ScriptedTunnelAgent = {
	id: string;
	/**
	`ghost`: listed nowhere and found by nobody, though its JVM lives; `frozen`: listed, dials back to nobody;
	`early`: its shell isn't up yet, so the first console stays silent for good and the next one works.
	*/
	is?: 'alive' | 'ghost' | 'frozen' | 'early' | undefined;
	version?: string | undefined;
	/** Its first so many consoles show nothing of what is typed. */
	deaf?: number;
	/** What its commands have written. */
	output?: OutputScript;
} & Partial<Pick<ShellScript, 'pid' | 'lines' | 'perSecond' | 'hangs' | 'password'>>;

export type TunnelScript = {
	agents?: readonly ScriptedTunnelAgent[];
	/** The switch `arthas.enable-detail-pages`; on unless given. */
	detailPages?: boolean;
	/** Of the form login before the actuator; without it nobody can log in. */
	password?: string;
	/** A gateway before the HTTP side and the consoles that asks for this login. */
	basic?: {username: string; password: string};
	/** Every page is a web page, as behind a portal that wants a login. */
	html?: boolean;
	/** Before every path of the HTTP side, default none. */
	httpPrefix?: string;
	/** Of consoles, default `/ws`. */
	path?: string;
	/** The HTTP side answers on the port of the consoles as well, as our own server does. */
	onePort?: boolean;
	/** A proxy on the way forgets the upgrade: every WebSocket is answered 400. */
	stripsUpgrade?: boolean;
	/** Netty's worker threads, two for each core. */
	workers?: number;
	/** For so long the server waits for an agent, 20 s. */
	waitMs?: number;
	/** How long an agent takes to dial back. */
	dialMs?: number;
	/** From the dial-back to the banner; what is typed before is lost. */
	bannerMs?: number;
	pingMs?: number;
	/** Recorded pauses within an output, multiplied. */
	speed?: number;
	/** The first so many starts of a stream lose the agent's enhancing lock. */
	enhanceRaces?: number;
	/** TLS for both ports, PEM. */
	tls?: {cert: string; key: string};
};
