/** What the list of a channel server says of an agent that came by the tunnel door: it has a terminal and nothing else. */
export const tunnelFeatures: readonly string[] = ['WebConsole', 'Tunnel'];

export function isTunnelAgent({channelFeatures}: {channelFeatures: readonly string[]}): boolean {
	return channelFeatures.includes('Tunnel');
}
