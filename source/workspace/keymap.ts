export {contextsOf, type Binding} from './keymap/binding.js';
export {
	checkKeys, conflicts, withoutAlternative, type KeyProblem,
} from './keymap/check-bindings.js';
export {isForHost} from './keymap/console-keys.js';
export {
	createKeymap, following, press, resolve, type Keymap, type Press, type Resolved,
} from './keymap/keymap.js';
export {readKeys} from './keymap/read-keys.js';
export {remap, type KeySettings} from './keymap/remap.js';
export {withAliases} from './keymap/with-aliases.js';
