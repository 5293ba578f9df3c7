#!/usr/bin/env bash
# What a person writes by hand against the HTTP API of Arthas: a session, then `async_exec` and pulls until the first
# result of a type. Prints the microseconds from the command to that result for each run, or `missed` where the command
# ended without one. Opening the session is not counted; each run has its own, because Arthas 4.1.5 can leave one stuck.
# The pauses are those of the client's runs.
# Usage: curl-loop.sh URL RUNS COMMAND TYPE
url=$1 runs=$2 command=$3 type=$4

post() {
	curl --silent --max-time 10 --request POST "$url" --data "$1"
}

field() {
	[[ $1 =~ \"$2\":\"([^\"]+)\" ]] && printf '%s' "${BASH_REMATCH[1]}"
}

for ((run = 0; run < runs; run++)); do
	opened=$(post '{"action":"init_session"}')
	session=$(field "$opened" sessionId)
	pull="{\"action\":\"pull_results\",\"sessionId\":\"$session\",\"consumerId\":\"$(field "$opened" consumerId)\"}"
	post "$pull" > /dev/null

	took=missed
	started=${EPOCHREALTIME/./}
	post "{\"action\":\"async_exec\",\"sessionId\":\"$session\",\"command\":\"$command\"}" > /dev/null
	for ((pulls = 0; pulls < 5; pulls++)); do
		pulled=$(post "$pull")
		if [[ $pulled == *"\"type\":\"$type\""* ]]; then
			now=${EPOCHREALTIME/./}
			took=$((now - started))
			break
		fi
		[[ $pulled == *'"type":"status"'* ]] && break
	done
	echo "$took"
	post "{\"action\":\"close_session\",\"sessionId\":\"$session\"}" > /dev/null
	sleep 0.25
done
