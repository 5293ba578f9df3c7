export {loadSettings, type LoadOptions} from './load-settings.js';
export {configPath, systemConfigPath} from './location.js';
