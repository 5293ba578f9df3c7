export {loadSettings, type LoadOptions} from './load-settings.js';
export {profileFaults} from './profile-faults.js';
export {configPath, systemConfigPath} from './location.js';
