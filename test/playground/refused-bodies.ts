/** Bodies that Discord refuses, and for which faults; and what they are made of. */

const V2 = 1 << 15;
export const long = (length: number) => 'x'.repeat(length);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const text = (content: string, id?: number) => ({ type: 10, content, ...(id && { id }) });
export const button = (custom_id: string, more: object = {}) => ({
  type: 2,
  style: 1,
  label: 'Go',
  custom_id,
  ...more,
});
export const row = (...components: object[]) => ({ type: 1, components });
export const option = (value: string, more: object = {}) => ({ label: value, value, ...more });
export const select = (options: object[], more: object = {}) => ({
  type: 3,
  custom_id: 'select',
  options,
  ...more,
});
export const container = (...components: object[]) => ({ type: 17, components });
export const v2 = (...components: object[]) => ({ flags: V2, components });

export const REFUSED_MESSAGES: [what: string, body: object, faults: string[]][] = [
  ['content beyond 2000', { content: long(2001) }, ['content: BASE_TYPE_MAX_LENGTH']],
  ['content of the wrong type', { content: 5 }, ['content: STRING_TYPE_CONVERT']],
  ['a long nonce', { content: 'a', nonce: long(26) }, ['nonce: BASE_TYPE_MAX_LENGTH']],
  ['11 embeds', { embeds: many(11, () => ({ title: 'a' })) }, ['embeds: BASE_TYPE_MAX_LENGTH']],
  [
    '26 embed fields',
    { embeds: [{ fields: many(26, () => ({ name: 'a', value: 'b' })) }] },
    ['embeds.0.fields: BASE_TYPE_MAX_LENGTH'],
  ],
  ['a long embed title', { embeds: [{ title: long(257) }] }, ['embeds.0.title: BASE_TYPE_MAX_LENGTH']],
  [
    'a long embed description',
    { embeds: [{ description: long(4097) }] },
    ['embeds.0.description: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a long embed footer',
    { embeds: [{ footer: { text: long(2049) } }] },
    ['embeds.0.footer.text: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a long embed author',
    { embeds: [{ author: { name: long(257) } }] },
    ['embeds.0.author.name: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a long field name',
    { embeds: [{ fields: [{ name: long(257), value: 'b' }] }] },
    ['embeds.0.fields.0.name: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'an empty field value',
    { embeds: [{ fields: [{ name: 'a', value: '' }] }] },
    ['embeds.0.fields.0.value: BASE_TYPE_REQUIRED'],
  ],
  ['an empty embed', { embeds: [{}] }, ['embeds.0.description: BASE_TYPE_REQUIRED']],
  [
    'embeds beyond 6000 together',
    { embeds: [{ description: long(4000) }, { description: long(2001) }] },
    ['embeds: MAX_EMBED_SIZE_EXCEEDED'],
  ],
  [
    'an embed image that did not come along',
    { embeds: [{ image: { url: 'attachment://a.png' } }] },
    ['embeds.0.image.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  [
    'parsed and listed users',
    { content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
    ['allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
  ],
  [
    'an unknown kind of mention',
    { content: 'a', allowed_mentions: { parse: ['all'] } },
    ['allowed_mentions.parse.0: BASE_TYPE_CHOICES'],
  ],
  [
    'a reply to nothing',
    { content: 'a', message_reference: { message_id: '1' } },
    ['message_reference: MESSAGE_REFERENCE_UNKNOWN_MESSAGE'],
  ],

  ['v2 components without the flag', { components: [text('a')] }, ['components.0: UNION_TYPE_CHOICES']],
  [
    'content with the v2 flag',
    { ...v2(text('a')), content: 'a' },
    ['content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    'embeds with the v2 flag',
    { ...v2(text('a')), embeds: [{ title: 'a' }] },
    ['embeds: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    'stickers with the v2 flag',
    { ...v2(text('a')), sticker_ids: ['1'] },
    ['sticker_ids: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    '41 components, nested ones included',
    v2(...many(20, () => container(text('a'))), text('a')),
    ['components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
  ],
  [
    'text beyond 4000 together',
    v2(text(long(2000)), container(text(long(2001)))),
    ['components: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
  ],
  ['an empty text display', v2(text('')), ['components.0.content: BASE_TYPE_MIN_LENGTH']],
  ['an empty container', v2(container()), ['components.0.components: BASE_TYPE_MIN_LENGTH']],
  [
    'a container in a container',
    v2(container(container(text('a')))),
    ['components.0.components.0: UNION_TYPE_CHOICES'],
  ],
  [
    'a section of four texts',
    v2({ type: 9, components: many(4, () => text('a')), accessory: button('a') }),
    ['components.0.components: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a section without accessory',
    v2({ type: 9, components: [text('a')] }),
    ['components.0.accessory: BASE_TYPE_REQUIRED'],
  ],
  [
    'a gallery of 11',
    v2({ type: 12, items: many(11, () => ({ media: { url: 'https://example.org/a.png' } })) }),
    ['components.0.items: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a picture that did not come along',
    v2({ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }),
    ['components.0.items.0.media.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  [
    'a picture by an unknown scheme',
    v2({ type: 12, items: [{ media: { url: 'ftp://example.org/a.png' } }] }),
    ['components.0.items.0.media.url: URL_TYPE_INVALID_SCHEME'],
  ],
  ['a component id twice', v2(text('a', 7), text('b', 7)), ['components.1.id: COMPONENT_ID_DUPLICATED']],
  [
    'an accent colour beyond white',
    v2({ ...container(text('a')), accent_color: 0x1000000 }),
    ['components.0.accent_color: NUMBER_TYPE_MAX'],
  ],

  [
    'six action rows',
    { components: many(6, (index) => row(button(`b${index}`))) },
    ['components: BASE_TYPE_BAD_LENGTH'],
  ],
  ['an empty action row', { components: [row()] }, ['components.0.components: BASE_TYPE_MIN_LENGTH']],
  [
    'six buttons in a row',
    { components: [row(...many(6, (index) => button(`b${index}`)))] },
    ['components.0.components: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a select beside a button',
    { components: [row(button('a'), select([option('a')]))] },
    ['components.0.components.1: COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  ],
  [
    'a custom id twice',
    { components: [row(button('a')), row(button('a'))] },
    ['components.1.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  [
    'a custom id beyond 100',
    { components: [row(button(long(101)))] },
    ['components.0.components.0.custom_id: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a button without custom id',
    { components: [row({ type: 2, style: 1, label: 'a' })] },
    ['components.0.components.0: BUTTON_COMPONENT_CUSTOM_ID_REQUIRED'],
  ],
  [
    'a button label beyond 80',
    { components: [row(button('a', { label: long(81) }))] },
    ['components.0.components.0.label: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a button without label',
    { components: [row({ type: 2, style: 1, custom_id: 'a' })] },
    ['components.0.components.0: BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED'],
  ],
  [
    'a button with no emoji for one',
    { components: [row(button('a', { emoji: { name: 'smile' } }))] },
    ['components.0.components.0.emoji.name: COMPONENT_INVALID_EMOJI'],
  ],
  [
    'a link button without address',
    { components: [row({ type: 2, style: 5, label: 'a' })] },
    ['components.0.components.0: BUTTON_COMPONENT_URL_REQUIRED'],
  ],
  [
    'a link button with custom id',
    { components: [row(button('a', { style: 5, url: 'https://example.org' }))] },
    ['components.0.components.0: BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE'],
  ],
  [
    'a link button to a script',
    { components: [row({ type: 2, style: 5, label: 'a', url: 'javascript:alert(1)' })] },
    ['components.0.components.0.url: URL_TYPE_INVALID_SCHEME'],
  ],
  [
    '26 select options',
    { components: [row(select(many(26, (index) => option(`o${index}`))))] },
    ['components.0.components.0.options: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a select value twice',
    { components: [row(select([option('a'), option('a')]))] },
    ['components.0.components.0.options.1.value: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'],
  ],
  [
    'an option label beyond 100',
    { components: [row(select([option('a', { label: long(101) })]))] },
    ['components.0.components.0.options.0.label: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'an option description beyond 100',
    { components: [row(select([option('a', { description: long(101) })]))] },
    ['components.0.components.0.options.0.description: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'more values than options',
    { components: [row(select([option('a')], { max_values: 2 }))] },
    ['components.0.components.0.max_values: SELECT_COMPONENT_MAX_VALUES_INVALID'],
  ],
  [
    'more defaults than values',
    { components: [row(select([option('a', { default: true }), option('b', { default: true })]))] },
    ['components.0.components.0.options: SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES'],
  ],
  [
    'more channels chosen at first than values',
    {
      components: [
        row({
          type: 8,
          custom_id: 'a',
          default_values: many(2, (at) => ({ id: `1${at}`, type: 'channel' })),
        }),
      ],
    },
    ['components.0.components.0.default_values: SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES'],
  ],
  ['a component of no known kind', v2({ type: 99 }), ['components.0: UNION_TYPE_CHOICES']],
];

export const command = (more: object = {}) => ({ name: 'ask', description: 'Asks', ...more });
export const commandOption = (name: string, more: object = {}) => ({
  type: 3,
  name,
  description: 'Said',
  ...more,
});

export const REFUSED_COMMANDS: [what: string, bodies: unknown, faults: string[]][] = [
  ['a capital letter', [command({ name: 'Ask' })], ['0.name: APPLICATION_COMMAND_INVALID_NAME']],
  ['a space', [command({ name: 'ask me' })], ['0.name: APPLICATION_COMMAND_INVALID_NAME']],
  [
    'a localized name with a space',
    [command({ name_localizations: { fr: 'a b' } })],
    ['0.name_localizations.fr: APPLICATION_COMMAND_INVALID_NAME'],
  ],
  [
    'an unknown language',
    [command({ description_localizations: { xx: 'a' } })],
    ['0.description_localizations.xx: ENUM_TYPE_COERCE'],
  ],
  ['a name beyond 32', [command({ name: long(33) })], ['0.name: BASE_TYPE_MAX_LENGTH']],
  ['no description', [{ name: 'ask' }], ['0.description: BASE_TYPE_REQUIRED']],
  [
    'a description beyond 100',
    [command({ description: long(101) })],
    ['0.description: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a localized description beyond 100',
    [command({ description_localizations: { fr: long(101) } })],
    ['0.description_localizations.fr: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    '26 options',
    [command({ options: many(26, (index) => commandOption(`o${index}`)) })],
    ['0.options: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a required option after others',
    [command({ options: [commandOption('a'), commandOption('b', { required: true })] })],
    ['0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID'],
  ],
  [
    'an option twice',
    [command({ options: [commandOption('a'), commandOption('a')] })],
    ['0.options.1: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'],
  ],
  [
    'an option with a capital',
    [command({ options: [commandOption('A')] })],
    ['0.options.0.name: APPLICATION_COMMAND_INVALID_NAME'],
  ],
  [
    'an option of no known kind',
    [command({ options: [{ ...commandOption('a'), type: 77 }] })],
    ['0.options.0: UNION_TYPE_CHOICES'],
  ],
  [
    '26 choices',
    [
      command({
        options: [commandOption('a', { choices: many(26, (index) => ({ name: `c${index}`, value: 'v' })) })],
      }),
    ],
    ['0.options.0.choices: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a choice twice',
    [
      command({
        options: [
          commandOption('a', {
            choices: [
              { name: 'c', value: '1' },
              { name: 'c', value: '2' },
            ],
          }),
        ],
      }),
    ],
    ['0.options.0.choices.1: APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS'],
  ],
  [
    'choices beside autocomplete',
    [
      command({
        options: [commandOption('a', { autocomplete: true, choices: [{ name: 'c', value: 'v' }] })],
      }),
    ],
    ['0.options.0.autocomplete: APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES'],
  ],
  [
    'a subcommand beside an option',
    [command({ options: [{ type: 1, name: 'sub', description: 'a' }, commandOption('a')] })],
    ['0.options: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    'more than 8000 characters',
    [
      command({
        options: many(25, (index) =>
          commandOption(`o${index}`, {
            choices: many(4, (choice) => ({ name: `${choice}${long(89)}`, value: 'v' })),
          }),
        ),
      }),
    ],
    ['0: APPLICATION_COMMAND_TOO_LARGE'],
  ],
  [
    'a context menu command with description',
    [command({ type: 3 })],
    ['0.description: APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED'],
  ],
  [
    'a context menu command with options',
    [{ type: 3, name: 'Ask', options: [commandOption('a')] }],
    ['0.options: APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED'],
  ],
  ['a name twice', [command(), command()], ['1: APPLICATION_COMMANDS_DUPLICATE_NAME']],
  ['101 commands', many(101, (index) => command({ name: `c${index}` })), [': APPLICATION_COMMAND_LIMIT']],
  [
    '16 message commands',
    many(16, (index) => ({ name: `c${index}`, type: 3 })),
    [': APPLICATION_COMMAND_LIMIT'],
  ],
  ['no list', command(), [': LIST_TYPE_CONVERT']],
];

const field = (customId: string, more: object = {}) => ({
  type: 18,
  label: 'Text',
  component: { type: 4, custom_id: customId, style: 1, ...more },
});
const modal = (more: object = {}) => ({
  type: 9,
  data: { custom_id: 'm', title: 'M', components: [field('a')], ...more },
});
const choices = (...list: object[]) => ({ type: 8, data: { choices: list } });

export const REFUSED_CALLBACKS: [what: string, body: object, faults: string[]][] = [
  ['a type of no use here', { type: 8, data: { choices: [] } }, ['type: BASE_TYPE_CHOICES']],
  ['no type', {}, ['type: BASE_TYPE_CHOICES']],
  ['an update without a message', { type: 7, data: { content: 'a' } }, ['type: BASE_TYPE_CHOICES']],
  ['content beyond 2000', { type: 4, data: { content: long(2001) } }, ['data.content: BASE_TYPE_MAX_LENGTH']],
  [
    'v2 components without the flag',
    { type: 4, data: { components: [text('a')] } },
    ['data.components.0: UNION_TYPE_CHOICES'],
  ],
  ['a modal title beyond 45', modal({ title: long(46) }), ['data.title: BASE_TYPE_MAX_LENGTH']],
  ['a modal without fields', modal({ components: [] }), ['data.components: BASE_TYPE_MIN_LENGTH']],
  [
    'a modal of six fields',
    modal({ components: many(6, (index) => field(`f${index}`)) }),
    ['data.components: BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a modal with a custom id twice',
    modal({ components: [field('a'), field('a')] }),
    ['data.components.1.component.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  [
    'a field longer than it may be',
    modal({ components: [field('a', { max_length: 2, value: 'abc' })] }),
    ['data.components.0.component.value: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a field longer at least than at most',
    modal({ components: [field('a', { min_length: 3, max_length: 2 })] }),
    ['data.components.0.component.min_length: TEXT_INPUT_COMPONENT_LENGTH_INVALID'],
  ],
];

export const REFUSED_CHOICES: [what: string, body: object, faults: string[]][] = [
  [
    '26 choices',
    choices(...many(26, (index) => ({ name: `c${index}`, value: 'v' }))),
    ['data.choices: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a choice name beyond 100',
    choices({ name: long(101), value: 'v' }),
    ['data.choices.0.name: BASE_TYPE_MAX_LENGTH'],
  ],
  ['an empty choice name', choices({ name: '', value: 'v' }), ['data.choices.0.name: BASE_TYPE_MIN_LENGTH']],
  [
    'a choice value beyond 100',
    choices({ name: 'c', value: long(101) }),
    ['data.choices.0.value: BASE_TYPE_BAD_LENGTH'],
  ],
  ['a message', { type: 4, data: { content: 'a' } }, ['type: BASE_TYPE_CHOICES']],
];
