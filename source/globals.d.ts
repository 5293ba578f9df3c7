/** The version in package.json, put in by the build; undefined when the sources run unbuilt. */
declare const PACKAGE_VERSION: string | undefined;
