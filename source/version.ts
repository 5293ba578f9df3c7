/** The version of this program, `0.0.0-source` when the sources run unbuilt. */
export const version = typeof PACKAGE_VERSION === 'string' ? PACKAGE_VERSION : '0.0.0-source';
