import type {Endpoint} from '../../core/client/endpoint.js';
import type {Flags} from '../context.js';
import {readTls} from '../serve/tls.js';

/** The same endpoints, those of host agents with the certificate that some of them ask for. Throws ERR_USAGE, ERR_CONFIG_FILE. */
export async function withOwnCertificate(endpoints: Endpoint[], {tlsCert, tlsKey}: Flags): Promise<Endpoint[]> {
	const own = endpoints.some(({kind}) => kind === 'host') ? await readTls(tlsCert, tlsKey) : undefined;
	return own ? endpoints.map(endpoint => endpoint.kind === 'host' ? {...endpoint, ...own} : endpoint) : endpoints;
}
