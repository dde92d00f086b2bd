import { DiscordActionRow } from '@skyra/discord-components-core/discord-action-row.js';
import { DiscordAuthorInfo } from '@skyra/discord-components-core/discord-author-info.js';
import { DiscordButton } from '@skyra/discord-components-core/discord-button.js';
import { DiscordCommand } from '@skyra/discord-components-core/discord-command.js';
import { DiscordEmbed } from '@skyra/discord-components-core/discord-embed.js';
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js';
import { DiscordMessages } from '@skyra/discord-components-core/discord-messages.js';
import { DiscordReply } from '@skyra/discord-components-core/discord-reply.js';
import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-embed-footer.js';

interface Component {
  elementStyles: unknown[];
}

/** The line above a message: what it replies to, or which command it answers. */
const LINE_ABOVE = `:host { color: var(--quiet); font-family: var(--font); min-width: 0; }
     :host::before { border-color: var(--line-strong) !important; }
     .discord-replied-message-username { color: var(--quiet) !important; opacity: 1; }
     .discord-replied-message-username:hover { text-decoration: none; cursor: default; }
     .discord-replied-message-content, .discord-replied-message-content:hover { color: var(--quiet) !important; overflow: hidden; text-overflow: ellipsis; cursor: default; }
     .discord-replied-message-content-icon { display: none; }
     @media (max-width: 700px) { :host { margin-left: 52px; } }`;

/**
 * What skyra's components look like here: today's Discord, in the colours and letters of the page. Theirs are of an older one, too
 * faint to read for many, and have no ring around what has the focus.
 */
const SKINS: readonly (readonly [component: unknown, css: string])[] = [
  [
    DiscordMessages,
    `:host { background: none; border: 0; color: var(--text); font-family: var(--font); line-height: 1.375; }
     ::slotted(*) { padding-block: 2px !important; }
     ::slotted(*:not(:first-child)) { margin-top: 17px; }`,
  ],
  [
    DiscordMessage,
    `:host { color: var(--text) !important; font-family: var(--font); font-size: 16px; padding: 2px 48px 2px 16px; }
     :host(:hover) { background: var(--hover); }
     :host([ephemeral]), :host([ephemeral]:hover) { background: var(--private); padding-right: 48px; }
     .discord-message-ephemeral { display: none; }
     .discord-message-timestamp, .discord-message-edited { color: var(--faint) !important; font-size: 12px; }
     .discord-message-content { min-width: 0; line-height: 1.375; padding-top: 0; }
     .discord-author-avatar { margin-top: 2px; }
     .discord-author-avatar img { cursor: default; }
     .discord-message-body-only-indent { flex: none; width: 56px; }
     .discord-message-timestamp-hover::before { display: none; }
     .discord-message-inner-center { align-items: start; }
     .discord-message-markup { overflow-wrap: anywhere; }
     @media (max-width: 700px) { :host, :host([ephemeral]) { padding-inline: 12px; } .discord-author-avatar { margin-right: 12px; } }`,
  ],
  [
    DiscordAuthorInfo,
    `:host { font-size: 16px; } :host .discord-author-username { color: var(--strong) !important; cursor: default; }
     :host .discord-author-username:hover { text-decoration: none; }`,
  ],
  [DiscordReply, LINE_ABOVE],
  [DiscordCommand, LINE_ABOVE],
  [
    DiscordCommand,
    `:host .discord-slash-command-name, :host .discord-slash-command-name:hover, .discord-context-command-name {
       color: var(--link) !important; background: var(--accent-soft); opacity: 1; border-radius: 3px; padding: 0 4px; }`,
  ],
  [DiscordActionRow, `:host { gap: 8px; }`],
  [
    DiscordButton,
    `:host { max-width: 100%; }
     :host > *:first-child { box-sizing: border-box; margin: 0; min-height: 32px; height: auto; min-width: 40px; max-width: 100%; padding: 5px 14px; border-radius: 8px; font: 500 14px/1.3 var(--font); text-align: start; }
     :host > *:first-child:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
     .secondary { color: var(--button-text); background: var(--button); }
     .secondary.hoverable:hover { background: var(--button-hover); }
     .primary { background: var(--accent); }
     .primary.hoverable:hover { background: var(--accent-hover); }
     .success { background: #248045; } .success.hoverable:hover { background: #1a6334; }
     .destructive { background: #d22d39; } .destructive.hoverable:hover { background: #a12828; }`,
  ],
  [
    DiscordEmbed,
    `.discord-left-border { background-color: var(--embed-color, var(--line-strong)) !important; }`,
  ],
];

/** Dresses skyra's components; before any is drawn. */
export function dress(): void {
  for (const [component, css] of SKINS) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    (component as Component).elementStyles.push(sheet);
  }
}
