import type {status as Status} from '@grpc/grpc-js';

/** Ends a stream with a status. It has to be an event: grpc-js sends nothing at all for a stream that is destroyed. */
export function failCall(call: {emit(event: 'error', error: object): boolean}, code: Status, details: string): void {
	call.emit('error', {code, details});
}
