import {expect, test} from 'vitest';
import {configPath, systemConfigPath} from '../../../source/commands/config/index.js';

test.each([
	[{HOME: '/home/a'}, '/home/a/.config/arthas-tui/config.json'],
	[{HOME: '/home/a', XDG_CONFIG_HOME: '/x'}, '/x/arthas-tui/config.json'],
	[{HOME: '/home/a', XDG_CONFIG_HOME: ''}, '/home/a/.config/arthas-tui/config.json'],
	[{HOME: '/home/a', XDG_CONFIG_HOME: 'relative'}, '/home/a/.config/arthas-tui/config.json'],
])('with %j the config is %s', (env, file) => {
	expect(configPath(env)).toBe(file);
	expect(systemConfigPath).toBe('/etc/arthas-tui/config.json');
});
