#!/usr/bin/env bash
# What a person writes by hand against the HTTP API of Arthas: one session, then `async_exec` and pulls until the first
# result of a type. Prints the microseconds of each run, or `missed` where the command ended without one.
# Usage: curl-loop.sh URL RUNS COMMAND TYPE
url=$1 runs=$2 command=$3 type=$4

post() {
	curl --silent --max-time 10 --request POST "$url" --data "$1"
}

field() {
	[[ $1 =~ \"$2\":\"([^\"]+)\" ]] && printf '%s' "${BASH_REMATCH[1]}"
}

opened=$(post '{"action":"init_session"}')
session=$(field "$opened" sessionId)
consumer=$(field "$opened" consumerId)
pull="{\"action\":\"pull_results\",\"sessionId\":\"$session\",\"consumerId\":\"$consumer\"}"
post "$pull" > /dev/null

for ((run = 0; run < runs; run++)); do
	started=${EPOCHREALTIME/./}
	post "{\"action\":\"async_exec\",\"sessionId\":\"$session\",\"command\":\"$command\"}" > /dev/null
	seen=''
	took=missed
	for ((pulls = 0; pulls < 50; pulls++)); do
		pulled=$(post "$pull")
		seen+=$pulled
		if [[ $took == missed && $pulled == *"\"type\":\"$type\""* ]]; then
			now=${EPOCHREALTIME/./}
			took=$((now - started))
		fi
		[[ $seen == *'"type":"status"'* && $seen == *'"ALLOW_INPUT"'* ]] && break
	done
	echo "$took"
done

post "{\"action\":\"close_session\",\"sessionId\":\"$session\"}" > /dev/null
