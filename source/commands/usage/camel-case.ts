/** `no-loss` → `noLoss`. */
export function camelCase(name: string): string {
	return name.replaceAll(/-(?<letter>\w)/gu, (_, letter: string) => letter.toUpperCase());
}
