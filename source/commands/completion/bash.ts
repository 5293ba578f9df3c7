import {commands, type CommandName} from '../usage.js';
import {
	commandWhenNoneIsTyped, everyFlag, offeredFlags, type OfferedFlag,
} from './offered-flags.js';

/** For bash 3.2, which macOS still has, and later. */
export function bashCompletion(profiles: readonly string[]): string {
	const names = commands.map(({name}) => name);
	return `# Completion of arthas-tui for bash. Load it with: source <(arthas-tui completion bash)
_arthas_tui() {
	local current=\${COMP_WORDS[COMP_CWORD]} previous= command= words= word
	COMPREPLY=()
	for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $previous in
			${pattern('file', 'text')}) previous= ; continue ;;
		esac
		case $word in
			${names.join('|')}) command=\${command:-$word} ;;
		esac
		previous=$word
	done
	case $previous in
		${pattern('file')})
			local IFS=$'\\n'
			compopt -o filenames 2>/dev/null
			COMPREPLY=($(compgen -f -- "$current"))
			return ;;
		--profile) COMPREPLY=($(compgen -W '${profiles.join(' ')}' -- "$current")) ; return ;;
		${pattern('text')}) return ;;
	esac
	case $command in
${commands.map(({name, choices = []}) => `		${name}) words='${[...choices, ...flagWords(name)].join(' ')}' ;;`).join('\n')}
		*) words='${[...names, ...profiles, ...flagWords(commandWhenNoneIsTyped)].join(' ')}' ;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _arthas_tui arthas-tui
`;
}

function flagWords(command: CommandName): string[] {
	return offeredFlags(command).map(({typed}) => typed);
}

function pattern(...kinds: Array<OfferedFlag['takes']>): string {
	return everyFlag().filter(({takes}) => kinds.includes(takes)).flatMap(({typed, short}) => short ? [typed, `-${short}`] : [typed]).join('|');
}
