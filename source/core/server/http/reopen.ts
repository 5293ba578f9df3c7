import type {NewTopic, Topic} from '../store.js';
import type {RouteContext} from './route.js';

type Wish = {agentId: string; requestId: string; lingerMs: number; isProven?: boolean};

/**
The topic of a request, also of one that was sent before this server was restarted: agents go on under
their old request ids, so what they send is taken up again when somebody asks for it. `isProven` says that
the caller has proof of the request, and need not wait for the agent's next word; of a process that this server was the
first to take in no request can be older.
*/
export async function reopen({store}: RouteContext, wish: Wish): Promise<{topic: Topic; isReopened: boolean} | undefined> {
	const {agents, responses} = store;
	const {agentId, requestId, lingerMs, isProven = false} = wish;
	const topic = await responses.get(agentId, requestId);
	if (topic) {
		return {topic, isReopened: false};
	}

	const agent = await agents.get(agentId);
	const wanted: NewTopic = {
		agentId, requestId, kind: 'job', lingerMs, sessionId: '', ownsSession: false, incarnation: agent?.incarnation ?? 0,
	};
	const reopened = isProven && agent?.hasPast !== false && requestId !== '' ? await responses.open(wanted) : await responses.adopt(wanted);
	return reopened && {topic: reopened, isReopened: true};
}
