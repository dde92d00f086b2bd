import type { PageEvent, PageRequest } from '../protocol.js';

const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 8000;

export interface ConnectionListener {
  opened(): void;
  /** The connection is gone; another is tried by itself. */
  lost(): void;
  received(event: PageEvent): void;
}

/**
 * The page's line to its server, which mends itself: after a loss it tries again, ever more slowly. What happens before
 * anybody listens is told as soon as somebody does.
 */
export class Connection {
  #socket: WebSocket | undefined;
  #delay = FIRST_DELAY_MS;
  #listener: ConnectionListener | undefined;
  #untold: ((listener: ConnectionListener) => void)[] = [];

  /** @param greeting what the server is told whenever a connection stands */
  constructor(private readonly greeting: () => PageRequest) {
    this.#connect();
    // Somebody who is back from elsewhere doesn't have to wait.
    window.addEventListener('online', () => this.#connect());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.#connect();
    });
  }

  listen(listener: ConnectionListener): void {
    this.#listener = listener;
    for (const tell of this.#untold.splice(0)) tell(listener);
  }

  /** @returns whether it could be sent */
  send(request: PageRequest): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(request));
    return true;
  }

  #connect(): void {
    if (this.#socket && this.#socket.readyState < WebSocket.CLOSING) return;
    const socket = new WebSocket(`ws://${location.host}/live`);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#delay = FIRST_DELAY_MS;
      this.send(this.greeting());
      this.#tell((listener) => listener.opened());
    });
    socket.addEventListener('message', ({ data }) => {
      this.#tell((listener) => listener.received(JSON.parse(String(data)) as PageEvent));
    });
    socket.addEventListener('close', () => {
      if (this.#socket !== socket) return;
      this.#tell((listener) => listener.lost());
      setTimeout(() => this.#connect(), this.#delay);
      this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MS);
    });
  }

  #tell(tell: (listener: ConnectionListener) => void): void {
    if (this.#listener) tell(this.#listener);
    else this.#untold.push(tell);
  }
}
