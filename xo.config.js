import {createNodeResolver} from 'eslint-plugin-import-x';

// The dependency rule of the house: arrows point one way, no folder imports its caller.
const zone = (target, from, message) => ({target: `./source/${target}`, from: from.map(folder => `./source/${folder}`), message});
const screen = ['commands', 'ui', 'actions', 'workspace', 'views', 'words'];

/** @type {import('xo').FlatXoConfig} */
const config = [
	{ignores: ['source/core/protocol/generated/**', 'dist/**', 'coverage/**', 'node_modules/**']},
	{
		rules: {
			// Names in this code are short where their scope is, and `args`, `dir`, `env`, `ref` are the field's own words.
			'unicorn/prevent-abbreviations': 'off',
			// The wire formats and JSON know null; so do our types.
			'unicorn/no-null': 'off',
			'@typescript-eslint/ban-types': 'off',
			'@typescript-eslint/no-restricted-types': 'off',
			'@typescript-eslint/naming-convention': 'off',
			// Index signatures are meant where they stand: open results are the contract.
			'@typescript-eslint/consistent-indexed-object-style': 'off',
			'dot-notation': 'off',
			'@typescript-eslint/dot-notation': 'off',
			'@typescript-eslint/parameter-properties': 'off',
			// Sequential awaits are the protocol; parallel ones are written as such.
			'no-await-in-loop': 'off',
			'capitalized-comments': 'off',
			'unicorn/no-process-exit': 'off',
			'n/prefer-global/process': 'off',
			// Sizes are written as shifts, and members of a type stand in the order in which they matter.
			'no-bitwise': 'off',
			'@typescript-eslint/member-ordering': 'off',
			'unicorn/no-await-expression-member': 'off',
			// These misjudge closures, which is what our live things are made of.
			'no-loop-func': 'off',
			'@typescript-eslint/no-loop-func': 'off',
			'no-unmodified-loop-condition': 'off',
			'max-params': ['error', 5],
			'max-lines': ['error', {max: 250}],
			complexity: ['error', 25],
		},
	},
	{
		files: ['**/*.ts', '**/*.tsx'],
		rules: {'@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}]},
	},
	{
		// The page of the HTTP door runs in browsers, beside a file that the build puts there.
		files: ['source/browser/*.js'],
		languageOptions: {globals: Object.fromEntries(['document', 'location', 'ResizeObserver', 'WebSocket'].map(name => [name, 'readonly']))},
		rules: {'unicorn/prefer-top-level-await': 'off', 'import-x/no-unresolved': 'off'},
	},
	{
		files: ['source/**/*.ts', 'source/**/*.tsx'],
		// Specifiers end in .js and mean .ts: who can't find a file can't say where it lies.
		settings: {'import-x/resolver-next': [createNodeResolver({extensionAlias: {'.js': ['.ts', '.tsx', '.js']}})]},
		rules: {
			'import-x/no-restricted-paths': ['error', {
				basePath: import.meta.dirname,
				zones: [
					zone('core', screen, 'core is headless and imports nothing of the program around it'),
					zone('core/protocol', ['core/client', 'core/server', 'core/host', 'core/cron', 'core/bridge'], 'protocol depends on nothing'),
					zone('core/cron', ['core/client', 'core/server', 'core/host', 'core/protocol', 'core/bridge'], 'cron depends on nothing'),
					zone('core/client', ['core/server', 'core/host', 'core/bridge'], 'the client knows servers by their protocol only'),
					zone('core/server', ['core/client', 'core/bridge'], 'a server never imports a client'),
					zone('core/host', ['core/client', 'core/server', 'core/bridge'], 'the host agent knows servers by their protocol only'),
					zone('core/bridge', ['core/server', 'core/cron'], 'the bridge is a client of JVMs and an agent of a server'),
					zone('views', ['commands', 'ui', 'actions', 'workspace', 'words'], 'views are pure'),
					zone('workspace', ['commands', 'ui', 'actions', 'views'], 'workspace is plain data'),
					// A remote terminal counts cells by the one table of widths.
					{...zone('actions', ['commands', 'ui', 'views'], 'effects start in actions'), except: ['./width.ts']},
					zone('ui', ['commands'], 'no folder imports its caller'),
					zone('words', ['commands', 'ui', 'actions', 'workspace', 'views', 'core'], 'words are texts'),
				],
			}],
		},
	},
	{
		// Ink draws what lies over the panes, and nothing else: streams, consoles and keys have no way through React.
		files: ['source/**/*.ts', 'source/**/*.tsx'],
		ignores: ['source/core/**', 'source/ui/frame/**'],
		rules: {'no-restricted-imports': ['error', {paths: ['react', 'ink'], patterns: [{regex: '^(?:ink-|react/)'}]}]},
	},
	{
		files: ['source/ui/frame/**'],
		rules: {'no-restricted-imports': ['error', {paths: [{name: 'react', allowImportNames: ['createElement']}, {name: 'ink', allowImportNames: ['Box', 'Text', 'render']}]}]},
	},
	{
		files: ['source/core/**/*.ts'],
		rules: {
			'no-console': 'error',
			'no-restricted-syntax': ['error', {selector: 'MemberExpression[object.name="process"][property.name=/^std(out|err)$/]', message: 'core never touches the terminal'}],
			'no-restricted-imports': ['error', {paths: ['react', 'ink', 'chalk'], patterns: ['ink-*']}],
		},
	},
	{
		files: ['source/core/protocol/**/*.ts'],
		rules: {
			'no-restricted-imports': ['error', {
				paths: ['react', 'ink', 'chalk'], patterns: ['ink-*', 'node:net', 'node:tls', 'node:http', 'node:http2', 'node:https', 'node:dgram', '@grpc/*', 'ws', 'undici'],
			}],
		},
	},
	{
		files: ['test/**/*.ts', 'bench/**/*.ts', '*.js', 'xo.config.js'],
		rules: {'max-lines': 'off', 'no-console': 'off', 'import-x/no-extraneous-dependencies': 'off'},
	},
];

export default config;
