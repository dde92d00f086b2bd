/** Builds the playground's page into a folder: `dist/playground/page` unless given. */
export function buildPage(folder?: string): Promise<void>;
