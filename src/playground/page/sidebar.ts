import type { Scene, SceneChannel } from '../protocol.js';
import { element, ICONS, icon, newId } from './dom.js';
import { avatarOf } from './message.js';

export interface SidebarActions {
  open: (channelId: string) => void;
  speakAs: (name: string) => void;
  useLanguage: (locale: string) => void;
}

export interface SidebarState {
  channelId: string;
  locale: string;
  /** Channels with messages that have not been seen. */
  unread: ReadonlySet<string>;
}

const LANGUAGES = {
  'en-US': 'English (US)',
  ru: 'Русский',
  uk: 'Українська',
  'zh-CN': '中文',
  'es-ES': 'Español',
  fr: 'Français',
} as const;

/** Channels, and who one is. */
export function sidebarNodes(scene: Scene, state: SidebarState, actions: SidebarActions): HTMLElement[] {
  const channels = (kind: SceneChannel['kind'], title: string) => [
    element('h2', {}, title),
    element(
      'ul',
      {},
      ...scene.channels
        .filter((channel) => channel.kind === kind)
        .map((channel) => element('li', {}, channelButton(channel, state, actions))),
    ),
  ];
  return [
    element('div', { className: 'guild' }, scene.guild),
    element(
      'nav',
      { className: 'channels', ariaLabel: 'Channels' },
      ...channels('text', 'Text channels'),
      ...channels('dm', 'Direct messages'),
    ),
    person(scene, state, actions),
  ];
}

function channelButton(
  channel: SceneChannel,
  { channelId, unread }: SidebarState,
  { open }: SidebarActions,
): HTMLElement {
  const isCurrent = channel.id === channelId;
  const isUnread = unread.has(channel.id) && !isCurrent;
  const mark =
    channel.kind === 'dm'
      ? element('img', { src: avatarOf(channel), alt: '', className: 'small-avatar' })
      : icon(ICONS.hash);
  const button = element(
    'button',
    {
      type: 'button',
      className: `channel ${isUnread ? 'unread' : ''}`,
      attributes: { 'aria-current': isCurrent && 'page' },
    },
    mark,
    channel.name,
    isUnread && element('span', { className: 'unseen' }, ' (unread)'),
  );
  button.addEventListener('click', () => open(channel.id));
  return button;
}

/** Who one is and which language one's Discord has. */
function person(scene: Scene, { locale }: SidebarState, actions: SidebarActions): HTMLElement {
  const members = scene.members.map(({ name, role }) => [name, `${name} (${role})`] as const);
  return element(
    'div',
    { className: 'person' },
    element('img', { src: avatarOf(scene.me), alt: '', className: 'avatar' }),
    element(
      'div',
      { className: 'switches' },
      ...choice('Speak as', members, scene.me.name, actions.speakAs),
      ...choice('Language', Object.entries(LANGUAGES), locale, actions.useLanguage),
    ),
  );
}

function choice(
  title: string,
  options: readonly (readonly [value: string, name: string])[],
  current: string,
  use: (value: string) => void,
): HTMLElement[] {
  const id = newId();
  const select = element(
    'select',
    { id },
    ...options.map(([value, name]) => element('option', { value, selected: value === current }, name)),
  );
  select.addEventListener('change', () => use(select.value));
  return [element('label', { htmlFor: id }, title), select];
}
