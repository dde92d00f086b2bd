import type { Database, Writing } from './database.js';
import { inTime } from './patience.js';
import type { WriteQueue } from './queue.js';
import type { ServerSettings, StoreLog } from './types.js';

/** How long settings are taken from memory, in milliseconds: after that, changes made in another process show. */
export const SETTINGS_FRESH_MS = 5_000;
/** How long an answer waits for them, in milliseconds; then it goes with the last known. */
const READ_PATIENCE_MS = 30;
/** How long a moderator waits for a change to be safe, in milliseconds. */
const SAVE_PATIENCE_MS = 1_500;
/** Servers whose settings are kept in memory. */
const REMEMBERED_SERVERS = 5_000;

export const DEFAULT_SETTINGS: ServerSettings = {
  privateByDefault: false,
  mentions: true,
  mentionChannels: [],
  notes: true,
};

type Change = Partial<ServerSettings>;

/** What the bot may do in each server. Reading never fails and never takes long. */
export class SettingsOfServers {
  readonly #remembered = new Map<string, { settings: ServerSettings; until: number }>();
  readonly #reading = new Map<string, Promise<ServerSettings>>();
  /** Changes that are not safe yet: they hold over whatever is read. */
  readonly #unsaved = new Map<string, Change[]>();

  constructor(
    private readonly database: Database,
    private readonly queue: WriteQueue,
    private readonly log: StoreLog,
    private readonly now: () => Date,
  ) {}

  /** Reads what is stored, so that a store that goes away later has been known. */
  async preload(): Promise<void> {
    const rows = await this.database.read((db) =>
      db.selectFrom('servers').selectAll().limit(REMEMBERED_SERVERS).execute(),
    );
    for (const row of rows) this.#remember(row.guild_id, settingsOf(row));
  }

  async of(guildId: string): Promise<ServerSettings> {
    const remembered = this.#remembered.get(guildId);
    const fresh = remembered && remembered.until > this.now().getTime();
    const settings = fresh ? remembered.settings : await this.#readInTime(guildId, remembered?.settings);
    return Object.assign({}, settings, ...(this.#unsaved.get(guildId) ?? []));
  }

  /**
   * Changes some of a server's settings; the others stay as they are. Holds at once in this process, and within
   * {@link SETTINGS_FRESH_MS} after it was saved in others. Never rejects.
   * @returns whether it is safe already; otherwise the store is away, and it is written when it comes back
   */
  async change(guildId: string, change: Change): Promise<boolean> {
    if (Object.keys(change).length === 0) return true;
    this.#unsaved.set(guildId, [...(this.#unsaved.get(guildId) ?? []), change]);
    const saved = this.queue
      .add('server settings', (db) => saveChange(db, guildId, change))
      .then((settings) => {
        this.#remember(guildId, settings);
        return true;
      })
      .catch(() => false)
      .finally(() => this.#settle(guildId, change));
    return inTime(saved, SAVE_PATIENCE_MS, () => false);
  }

  /** Deletes what is kept of a server that the bot has left. Resolves when that is safe. */
  async forget(guildId: string): Promise<void> {
    await this.queue.add('leaving a server', (db) =>
      db.deleteFrom('servers').where('guild_id', '=', guildId).execute(),
    );
    this.#remembered.delete(guildId);
  }

  /** What is stored, or the last known where that takes too long or fails. */
  #readInTime(guildId: string, last: ServerSettings = DEFAULT_SETTINGS): Promise<ServerSettings> {
    const reading = this.#reading.get(guildId) ?? this.#read(guildId, last);
    return inTime(reading, READ_PATIENCE_MS, () => last);
  }

  #read(guildId: string, last: ServerSettings): Promise<ServerSettings> {
    const before = this.#remembered.get(guildId);
    const reading = this.database
      .read((db) => db.selectFrom('servers').selectAll().where('guild_id', '=', guildId).executeTakeFirst())
      .then((row) => (row ? settingsOf(row) : DEFAULT_SETTINGS))
      .catch((error: unknown) => {
        this.queue.figures.errors += 1;
        this.log.warn({ err: error }, 'could not read the settings of a server');
        return last;
      })
      .then((settings) => {
        // A change that was saved in the meantime is newer than what was read.
        if (this.#remembered.get(guildId) === before) this.#remember(guildId, settings);
        return this.#remembered.get(guildId)?.settings ?? settings;
      })
      .finally(() => this.#reading.delete(guildId));
    this.#reading.set(guildId, reading);
    return reading;
  }

  #remember(guildId: string, settings: ServerSettings): void {
    this.#remembered.delete(guildId);
    this.#remembered.set(guildId, { settings, until: this.now().getTime() + SETTINGS_FRESH_MS });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > REMEMBERED_SERVERS && oldest !== undefined) this.#remembered.delete(oldest);
  }

  #settle(guildId: string, change: Change): void {
    const left = (this.#unsaved.get(guildId) ?? []).filter((unsaved) => unsaved !== change);
    if (left.length > 0) this.#unsaved.set(guildId, left);
    else this.#unsaved.delete(guildId);
  }
}

interface ServerRow {
  readonly private_by_default: number;
  readonly mentions: number;
  readonly mention_channels: string;
  readonly notes: number;
}

function settingsOf(row: ServerRow): ServerSettings {
  return {
    privateByDefault: row.private_by_default === 1,
    mentions: row.mentions === 1,
    mentionChannels: JSON.parse(row.mention_channels) as string[],
    notes: row.notes === 1,
  };
}

function columnsOf(settings: ServerSettings): ServerRow;
function columnsOf(change: Change): Partial<ServerRow>;
function columnsOf({ privateByDefault, mentions, mentionChannels, notes }: Change): Partial<ServerRow> {
  return {
    ...(privateByDefault !== undefined && { private_by_default: privateByDefault ? 1 : 0 }),
    ...(mentions !== undefined && { mentions: mentions ? 1 : 0 }),
    ...(mentionChannels && { mention_channels: JSON.stringify(mentionChannels) }),
    ...(notes !== undefined && { notes: notes ? 1 : 0 }),
  };
}

/** Writes only what was changed: somebody else may be changing the rest. */
async function saveChange(db: Writing, guildId: string, change: Change): Promise<ServerSettings> {
  const row = await db
    .insertInto('servers')
    .values({ guild_id: guildId, ...columnsOf({ ...DEFAULT_SETTINGS, ...change }) })
    .onConflict((conflict) => conflict.column('guild_id').doUpdateSet(columnsOf(change)))
    .returningAll()
    .executeTakeFirstOrThrow();
  return settingsOf(row);
}
