import { spawn } from 'node:child_process';

const OPENERS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};
const ELSEWHERE = ['xdg-open'] as const;

/** Opens a page in the desktop's browser. Whether it works or not, nothing waits for it: the address has been printed as well. */
export function openBrowser(url: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? ELSEWHERE;
  const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' });
  // There is no such program.
  child.on('error', () => {});
  child.unref();
}
