/**
 * Discord's documented limits, and how this bot shares them out among the parts of a message.
 * Lengths are counted in UTF-16 units, which are never fewer than the characters that Discord counts.
 */

/** Over all text displays of a message. https://docs.discord.com/developers/components/reference#text-display */
export const MESSAGE_TEXT = 4000;
/**
 * Over all text displays of a message, in UTF-8 (about 10,170 with some overhead each). Not documented: above it Discord
 * answers 500. https://github.com/discord/discord-api-docs/issues/8554
 */
export const MESSAGE_TEXT_BYTES = 10_000;
/** https://docs.discord.com/developers/components/reference#action-row */
export const BUTTONS_IN_ROW = 5;
/** https://docs.discord.com/developers/components/reference#button-button-structure, "label" */
export const BUTTON_LABEL = 80;
/** Options of a string select, and values that any select gives. https://docs.discord.com/developers/components/reference#string-select */
export const SELECT_VALUES = 25;
/** As above, "Select Option Structure": its label, and its description. */
export const SELECT_LABEL = 100;
/** https://docs.discord.com/developers/components/reference#anatomy-of-a-component, "custom_id" */
export const CUSTOM_ID = 100;
/** https://docs.discord.com/developers/components/reference#media-gallery, "description" of an item */
export const MEDIA_DESCRIPTION = 1024;
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete */
export const CHOICES = 25;
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure */
export const CHOICE_NAME = 100;
/** As for the name. */
export const CHOICE_VALUE = 100;

/** Ours: the question above an answer, shortened beyond this. */
export const QUESTION_ROOM = 200;
/** Ours: the line with the basis and the sentences. */
export const BASIS_ROOM = 500;
/** Ours: one editor's note without its address. */
export const NOTE_ROOM = 320;
/** Ours: an address longer than this is not shown, as half an address leads nowhere. */
export const ADDRESS_ROOM = 250;
/** Ours: notes under one answer. */
export const NOTES_SHOWN = 3;
/** Ours: other readings offered as buttons. */
export const SUGGESTIONS_SHOWN = 3;
/** Ours: a claim or title quoted in passing. */
export const CLAIM_ROOM = 150;
/** Ours: all of a checked claim: the claim, what the article says to it, and where. */
export const FINDING_ROOM = 760;
/** Ours: what the story is about, in the help. */
export const SUMMARY_ROOM = 450;
/** Ours: claims of one message that are checked. */
export const FINDINGS_SHOWN = 5;
/** Ours: questions offered by the help, as buttons of one row. */
export const EXAMPLES_SHOWN = 5;
/** Ours: gaps on one page. */
export const GAPS_SHOWN = 6;
/** Ours: a gap's question in a list. */
export const GAP_ROOM = 220;
/** Ours: the question behind a topic in a list. */
export const TOPIC_ROOM = 70;
/** Ours: a topic's id beside it. */
export const ID_ROOM = 40;
/** Ours: facts that come nearest to a gap. */
export const NEAREST_SHOWN = 3;
/** Ours: topics with their votes on one page. */
export const VOTES_SHOWN = 15;
/** Ours: gaps of each kind that are exported, the most asked ones; well within the largest file. */
export const GAPS_EXPORTED = 5_000;
