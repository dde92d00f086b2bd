/**
 * Discord's documented limits that its published schemas do not carry, or carry too loosely.
 * Lengths count UTF-16 units where Discord counts code points, so text just within Discord's limit may be
 * refused here, never the other way round.
 */

/** Bots get no Nitro: the schema allows 4000. https://docs.discord.com/developers/resources/message#create-message */
export const CONTENT_LENGTH = 2000;
/** https://docs.discord.com/developers/resources/message#create-message, "nonce" */
export const NONCE_LENGTH = 25;
/** Over all embeds of a message. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const EMBED_TOTAL_LENGTH = 6000;
/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const EMBED_FOOTER_LENGTH = 2048;
/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const EMBED_AUTHOR_LENGTH = 256;
/** Per request, without boosts. https://docs.discord.com/developers/reference#uploading-files */
export const UPLOAD_BYTES = 10 * 1024 * 1024;

/** Nested ones included. https://docs.discord.com/developers/components/reference#component-object */
export const COMPONENTS_TOTAL = 40;
/** https://docs.discord.com/developers/components/reference#legacy-message-component-behavior */
export const LEGACY_ACTION_ROWS = 5;
/** Over all text displays of a message. https://docs.discord.com/developers/components/reference#text-display */
export const DISPLAYED_TEXT_LENGTH = 4000;
/**
 * Undocumented: above it Discord answers 500. Each text display costs {@link TEXT_DISPLAY_OVERHEAD_BYTES} on top of its UTF-8
 * bytes. https://github.com/discord/discord-api-docs/issues/8554
 */
export const DISPLAYED_TEXT_BYTES = 10170;
export const TEXT_DISPLAY_OVERHEAD_BYTES = 12;
/** An action row holds five buttons or one select. https://docs.discord.com/developers/components/reference#action-row */
export const ACTION_ROW_WIDTH = 5;

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export const MODAL_COMPONENTS = 5;
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete */
export const CHOICE_VALUE_LENGTH = 100;

/** Lower-case letters where there are any. https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
export const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** https://docs.discord.com/developers/interactions/application-commands#registering-a-command */
export const CHAT_COMMANDS = 100;
/** Of users and of messages, each. https://docs.discord.com/developers/interactions/application-commands#registering-a-command */
export const MENU_COMMANDS = 15;
/** Names, descriptions and values, in the longest localization. https://docs.discord.com/developers/interactions/application-commands#slash-commands */
export const COMMAND_TOTAL_LENGTH = 8000;

/** https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction */
export const FIRST_RESPONSE_MS = 3000;
/** https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
export const FOLLOWUP_MS = 15 * 60 * 1000;
