/** How many colours a terminal shows. */
export type ColorDepth = 'none' | '16' | '256' | 'truecolor';
