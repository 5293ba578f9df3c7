/** A console with its emulator. */
export type ConsoleRun = {end(): Promise<void>};
