// The page of our HTTP door: a list of agents and a terminal on one of them. What agents say of themselves is only ever set as text.
import {openHost} from './host-commands.js';
import {Terminal} from './xterm.mjs';

const listMs = 5000;
const byId = id => document.querySelector(`#${id}`);
const [choice, agent, agents, connect, disconnect, state, list, place] = ['choice', 'agent', 'agents', 'connect', 'disconnect', 'state', 'list', 'terminal'].map(id => byId(id));
const asked = new URLSearchParams(location.search);
const terminal = new Terminal({
	cursorBlink: true, fontFamily: 'monospace', fontSize: 14, scrollback: Math.min(Math.max(Number(asked.get('scrollback')) || 5000, 1), 9_999_999),
});
/** The records of the list, by id. */
const known = new Map();
let [socket, host] = [];

terminal.open(place);
fit();
terminal.onData(data => {
	host?.take(data);
	send({action: 'read', data});
});
terminal.onResize(({cols, rows}) => {
	send({action: 'resize', cols, rows});
});
new ResizeObserver(fit).observe(place);
disconnect.addEventListener('click', () => {
	socket?.close(1000);
	if (host) {
		leaveHost();
		show('closed');
	}
});
choice.addEventListener('submit', event => {
	event.preventDefault();
	open(agent.value.trim());
});
agent.value = asked.get('agentId') ?? '';
begin();

/** As on the pages of both servers, an address that names an agent opens it. */
async function begin() {
	await refresh();
	if (agent.value !== '') {
		open(agent.value);
	}
}

function send(message) {
	if (socket?.readyState === WebSocket.OPEN) {
		socket.send(JSON.stringify(message));
	}
}

/** As many cells as there is room for: the terminal itself knows how large one is only when it has drawn some. */
function fit() {
	const probe = document.createElement('span');
	probe.style.cssText = 'font: 14px monospace; position: absolute; visibility: hidden; white-space: pre';
	probe.textContent = 'W'.repeat(100);
	document.body.append(probe);
	const {width, height} = probe.getBoundingClientRect();
	probe.remove();
	const scrollBar = 16;
	terminal.resize(Math.max(Math.floor((place.clientWidth - 8 - scrollBar) / (width / 100)), 20), Math.max(Math.floor((place.clientHeight - 8) / Math.ceil(height)), 5));
}

function open(id) {
	socket?.close(1000);
	socket = undefined;
	leaveHost();
	terminal.reset();
	if (isHost(known.get(id) ?? {})) {
		host = openHost(terminal, id);
		show(`commands of host ${id}`);
		terminal.focus();
	} else {
		openTerminal(id);
	}
}

function leaveHost() {
	host?.close();
	host = undefined;
}

function openTerminal(id) {
	const opened = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws?method=connectArthas&id=${encodeURIComponent(id)}`);
	socket = opened;
	show(`connecting to ${id}`);
	opened.addEventListener('open', () => {
		show(`connected to ${id}`);
		send({action: 'resize', cols: terminal.cols, rows: terminal.rows});
		terminal.focus();
	});
	opened.addEventListener('message', ({data}) => {
		if (opened === socket) {
			terminal.write(data);
		}
	});
	let wasOpen = false;
	opened.addEventListener('open', () => {
		wasOpen = true;
	});
	opened.addEventListener('close', async ({code, reason}) => {
		if (opened !== socket) {
			return;
		}

		socket = undefined;
		const words = reason || (wasOpen ? 'the connection is gone' : await whyRefused()) || `code ${code}`;
		if (socket === undefined && host === undefined) {
			show(`closed: ${words}`);
		}
	});
}

/** Browsers don't tell what a server answers in the place of a socket; asked in another way it tells. */
async function whyRefused() {
	try {
		const {message} = await (await fetch('/ws?method=connectArthas')).json();
		return message;
	} catch {
		return 'the server has gone';
	}
}

function show(text) {
	state.textContent = text;
	const isOpen = socket !== undefined || host !== undefined;
	disconnect.disabled = !isOpen;
	connect.textContent = isOpen ? 'Reconnect' : 'Connect';
}

async function refresh() {
	try {
		const answer = await fetch('/agents', {headers: {accept: 'application/json'}});
		if (!answer.ok) {
			throw new Error(answer.status === 401 ? 'the login is over: load the page again' : `the server answers ${answer.status}`);
		}

		fill(await answer.json());
	} catch (error) {
		show(error.message);
	}

	setTimeout(refresh, listMs);
}

function fill(all) {
	const app = asked.get('app');
	const records = app === null ? all : all.filter(({appName, agentId}) => appName === app || agentId.startsWith(`${app}_`));
	known.clear();
	for (const record of all) {
		known.set(record.agentId, record);
	}

	const isFocused = list.contains(document.activeElement);
	if (isFocused) {
		return;
	}

	agents.replaceChildren(...records.map(({agentId}) => Object.assign(document.createElement('option'), {value: agentId})));
	list.replaceChildren(...records.map(record => line(record)));
}

/** What the terminal of the page can be for an agent, where it isn't its own console. */
function isHost({channelFeatures = []}) {
	return channelFeatures.includes('HostInfo');
}

function line(record) {
	const {agentId, appName, agentStatus, hostname, ip, agentVersion, channelFeatures = []} = record;
	const hasConsole = channelFeatures.length === 0 || channelFeatures.includes('WebConsole');
	const note = isHost(record) ? '(host: commands, no terminal)' : (hasConsole ? '' : '(it says that it has no console)');
	const words = [agentStatus, agentId, appName, hostname || ip, agentVersion, note];
	const button = Object.assign(document.createElement('button'), {
		type: 'button', disabled: !hasConsole && !isHost(record), textContent: words.filter(Boolean).join('  '),
	});
	button.addEventListener('click', () => {
		agent.value = agentId;
		open(agentId);
	});
	const item = document.createElement('li');
	item.append(button);
	return item;
}
