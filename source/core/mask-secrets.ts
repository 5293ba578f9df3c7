/** What stands in the place of a secret. Nobody types that by accident, so that a masked line is known as one. */
export const secretMask = '<secret>';

/** Begins where a word does and has an end, or a line of a megabyte would be looked through from each of its characters. */
const name = String.raw`(?<![\w.$-])[\w.$-]{0,100}(?:passw(?:or)?d|passwd|passphrase|pwd|secret|token|credential|api[_-]?key|access[_-]?key|private[_-]?key)[\w.$-]{0,100}`;

/**
A command line without what it must not be kept with: values of options, properties and variables whose names speak of
passwords, secrets or tokens, texts that are compared with or given to something of such a name, logins in addresses,
`auth <password>`. It is a guess by names: a secret under a harmless name stays.
*/
export function maskSecrets(line: string): string {
	let masked = line;
	for (const [pattern, replacement] of masks) {
		masked = masked.replaceAll(pattern, replacement);
	}

	return masked;
}

/** Of each pattern the first group stays; what follows on it is the secret. */
const masks: ReadonlyArray<[pattern: RegExp, replacement: string]> = [
	// A password for Arthas itself: `auth [-n user] <password>`.
	mask(String.raw`^\s*auth(?:\s+(?:-n|--username)(?:\s+|=)\S+)*\s+`, String.raw`(?!-n\b|--username\b|<secret>)\S+`),
	// `sysprop db.password hunter2`.
	mask(String.raw`^\s*(?:sysprop|vmoption|options)\s+["']?${name}["']?\s+`, String.raw`\S.*`),
	// `https://user:password@host`.
	mask(String.raw`\b[a-z][\w+.-]{0,20}://[^\s/:@"']*:`, String.raw`[^\s/@"']+(?=@)`),
	// `Authorization: Bearer abc`, `Basic abc`.
	mask(String.raw`\b(?:bearer|basic)\s+`, String.raw`[\w.~+/=-]{6,}`),
	// Text behind a name: `setPassword("x")`, `password.equals('x')`, `"password", "x"`, `"token":"x"`, `token == "x"`.
	mask(String.raw`${name}["']?[\s\]),.:=!(]*(?:(?:equals(?:IgnoreCase)?|contains|startsWith)\(\s*)?["]`, String.raw`[^"]+(?=")`),
	mask(String.raw`${name}["']?[\s\]),.:=!(]*(?:(?:equals(?:IgnoreCase)?|contains|startsWith)\(\s*)?[']`, String.raw`[^']+(?=')`),
	// `-Dpassword=x`, `--token=x`, `TOKEN=x`, `password: x`.
	mask(String.raw`${name}\s*(?:=(?!=)|:)\s*`, String.raw`(?!<secret>)[^\s"',;&|(){}]+`),
	// `--password x`.
	mask(String.raw`(?:^|\s)(?=-)${name}\s+`, String.raw`(?!-|<secret>)[^\s"']+`),
	// `curl -u user:x`, `mysql -px`.
	mask(String.raw`\bcurl\b.*\s(?:-u|--user)\s+[^\s:]+:`, String.raw`(?!<secret>)\S+`),
	mask(String.raw`\b(?:mysql|mysqldump|mysqladmin|sshpass)\b.*\s-p\s?`, String.raw`(?!<secret>)[^\s-]\S*`),
];

function mask(before: string, secret: string): [pattern: RegExp, replacement: string] {
	return [new RegExp(`(${before})(?:${secret})`, 'giu'), `$1${secretMask}`];
}
