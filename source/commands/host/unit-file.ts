/**
A systemd unit for this program as it was called. It may look at everything, which is what it is for, and change nothing but
its own folder; whoever allows commands decides what those may change, so that then the protection of files is left out.
*/
export function unitFile({program, args, runsCommands}: {program: readonly string[]; args: readonly string[]; runsCommands: boolean}): string {
	const guards = [
		'NoNewPrivileges=yes', 'ProtectSystem=strict', 'ProtectHome=read-only', 'PrivateTmp=yes', 'PrivateDevices=yes', 'CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_SYS_PTRACE CAP_SYSLOG',
	];
	return [
		'[Unit]',
		'Description=Host agent of arthas-tui',
		'Documentation=man:systemd.exec(5)',
		'Wants=network-online.target',
		'After=network-online.target',
		'',
		'[Service]',
		`ExecStart=${[...program, 'host', ...args].map(word => quoted(word)).join(' ')}`,
		'ExecReload=/bin/kill -HUP $MAINPID',
		'Restart=always',
		'RestartSec=5',
		'StateDirectory=arthas-tui',
		'RuntimeDirectory=arthas-tui',
		'Environment=XDG_STATE_HOME=/var/lib XDG_RUNTIME_DIR=/run',
		'MemoryMax=512M',
		'TasksMax=512',
		'UMask=0077',
		'LockPersonality=yes',
		'ProtectClock=yes',
		'ProtectHostname=yes',
		'ProtectKernelModules=yes',
		'ProtectKernelTunables=yes',
		'ProtectControlGroups=yes',
		'RestrictNamespaces=yes',
		'RestrictRealtime=yes',
		'RestrictSUIDSGID=yes',
		'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
		'SystemCallArchitectures=native',
		...(runsCommands ? [] : guards),
		'',
		'[Install]',
		'WantedBy=multi-user.target',
		'',
	].join('\n');
}

/** As systemd reads words: `%` and `$` stand for themselves when doubled. */
function quoted(word: string): string {
	const plain = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
	return /^[\w./:@=+,%-]+$/u.test(plain) ? plain : `"${plain.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}
