import { InteractionResponseType, InteractionType, MessageFlags } from 'discord.js';
import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import { schemaFaults } from '../checks/form.js';
import { CHOICE_VALUE_LENGTH, FIRST_RESPONSE_MS, FOLLOWUP_MS } from '../checks/limits.js';
import { checkMessage, type MessageBody } from '../checks/message.js';
import { checkModal } from '../checks/modal.js';
import type { Choice } from '../events.js';
import { composeMessage, reviseMessage } from '../messages.js';
import type { Interaction, StoredMessage, World } from '../world.js';
import { alreadyAcknowledged, invalidWebhookToken, refuseFaults, unknown } from './refusal.js';
import type { ApiContext, Call, Route } from './server.js';

const {
  ChannelMessageWithSource,
  DeferredChannelMessageWithSource,
  DeferredMessageUpdate,
  UpdateMessage,
  ApplicationCommandAutocompleteResult,
  Modal,
} = InteractionResponseType;

/** With what each kind of interaction may be answered first; the two updates need a message to update. */
const FIRST_RESPONSES: Record<InteractionType, readonly InteractionResponseType[]> = {
  [InteractionType.Ping]: [],
  [InteractionType.ApplicationCommand]: [ChannelMessageWithSource, DeferredChannelMessageWithSource, Modal],
  [InteractionType.MessageComponent]: [
    ChannelMessageWithSource,
    DeferredChannelMessageWithSource,
    DeferredMessageUpdate,
    UpdateMessage,
    Modal,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [ApplicationCommandAutocompleteResult],
  [InteractionType.ModalSubmit]: [
    ChannelMessageWithSource,
    DeferredChannelMessageWithSource,
    DeferredMessageUpdate,
    UpdateMessage,
  ],
};
const UPDATES: readonly InteractionResponseType[] = [DeferredMessageUpdate, UpdateMessage];

/** First responses and what follows them. https://docs.discord.com/developers/interactions/receiving-and-responding */
export function interactionRoutes(context: ApiContext): Route[] {
  const message = '/webhooks/:application/:token/messages/:message';
  return [
    {
      method: 'POST',
      path: '/interactions/:interaction/:token/callback',
      open: true,
      answer: (call) => respond(context, call),
    },
    {
      method: 'POST',
      path: '/webhooks/:application/:token',
      open: true,
      answer: (call) => followUp(context, call),
    },
    {
      method: 'GET',
      path: message,
      open: true,
      answer: ({ params }) => answerOf(context.world, params).message.raw,
    },
    {
      method: 'PATCH',
      path: message,
      open: true,
      answer: ({ params, body, files }) => {
        const { interaction, message: answer } = answerOf(context.world, params);
        return change(context, interaction, answer, body, files);
      },
    },
    {
      method: 'DELETE',
      path: message,
      open: true,
      answer: ({ params }) => context.world.deleteMessage(answerOf(context.world, params).message),
    },
  ];
}

function respond(context: ApiContext, { params, query, body, files }: Call): object | undefined {
  const { world } = context;
  const interaction = world.interactions.get(params.interaction ?? '');
  if (!interaction || interaction.token !== params.token) throw unknown('interaction');
  if (interaction.acknowledged !== undefined) throw alreadyAcknowledged();
  if (world.clock() - interaction.createdAt > FIRST_RESPONSE_MS) throw unknown('interaction');
  const { type } = (body ?? {}) as { type?: InteractionResponseType };
  const allowed = FIRST_RESPONSES[interaction.type].filter(
    (kind) => !UPDATES.includes(kind) || interaction.sourceMessage,
  );
  if (type === undefined || !allowed.includes(type)) {
    refuseFaults([
      { path: ['type'], code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${allowed.join(', ')}}.` },
    ]);
  }
  const message = firstResponse(context, interaction, type as InteractionResponseType, body, files);
  return query.get('with_response') === 'true' ? callbackResponse(interaction, message) : undefined;
}

/** Carries out a first response; checks it before it marks the interaction, so that a refused one can be tried again. */
function firstResponse(
  context: ApiContext,
  interaction: Interaction,
  type: InteractionResponseType,
  body: unknown,
  files: Call['files'],
): StoredMessage | undefined {
  switch (type) {
    case ChannelMessageWithSource:
    case DeferredChannelMessageWithSource:
      return answerWithMessage(context, interaction, type, body, files);
    case UpdateMessage:
    case DeferredMessageUpdate:
      return answerWithUpdate(context, interaction, type, body, files);
    case ApplicationCommandAutocompleteResult:
      return answerWithChoices(context.world, interaction, body);
    default:
      return answerWithModal(context.world, interaction, body);
  }
}

function answerWithMessage(
  context: ApiContext,
  interaction: Interaction,
  type: InteractionResponseType,
  body: unknown,
  files: Call['files'],
): StoredMessage {
  const schema = CreateMessageInteractionCallbackRequestSchema;
  const isDeferred = type === DeferredChannelMessageWithSource;
  if (isDeferred) refuseFaults(schemaFaults(schema, body));
  const checked = isDeferred
    ? { flags: (body as { data?: MessageBody }).data?.flags ?? 0 }
    : checkMessage(body, { schema, path: ['data'], files });
  interaction.acknowledged = type;
  const answer = answerMessage(context, interaction, checked, files, isDeferred);
  interaction.originalId = answer.raw.id;
  context.world.addMessage(answer);
  return answer;
}

function answerWithUpdate(
  context: ApiContext,
  interaction: Interaction,
  type: InteractionResponseType,
  body: unknown,
  files: Call['files'],
): StoredMessage {
  const { world } = context;
  const schema = UpdateMessageInteractionCallbackRequestSchema;
  const source = world.message(interaction.channelId, interaction.sourceMessage ?? '');
  if (!source) throw unknown('Message');
  const checked =
    type === UpdateMessage
      ? checkMessage(body, { schema, path: ['data'], files, existing: source.raw })
      : undefined;
  interaction.acknowledged = type;
  interaction.originalId = source.raw.id;
  if (checked) {
    const revised = reviseMessage(world, source, checked, files, context.filesUrl);
    world.changeMessage(source, revised.raw, revised.pings, interaction.id);
  } else {
    world.emit({ type: 'acknowledged', interactionId: interaction.id, memberId: interaction.userId });
  }
  return source;
}

function answerWithChoices(world: World, interaction: Interaction, body: unknown): undefined {
  refuseFaults(schemaFaults(ApplicationCommandAutocompleteCallbackRequestSchema, body));
  const choices = (body as { data?: { choices?: Choice[] } }).data?.choices ?? [];
  refuseFaults(
    choices.flatMap(({ value }, index) =>
      typeof value === 'string' && value.length > CHOICE_VALUE_LENGTH
        ? [
            {
              path: ['data', 'choices', index, 'value'],
              code: 'BASE_TYPE_BAD_LENGTH',
              message: `Must be between 1 and ${CHOICE_VALUE_LENGTH} in length.`,
            },
          ]
        : [],
    ),
  );
  interaction.acknowledged = ApplicationCommandAutocompleteResult;
  world.emit({ type: 'choices', choices, interactionId: interaction.id, memberId: interaction.userId });
}

function answerWithModal(world: World, interaction: Interaction, body: unknown): undefined {
  const { custom_id: customId, title, components } = checkModal(body);
  interaction.acknowledged = Modal;
  const modal = { customId, title, components, interactionId: interaction.id };
  world.emit({ type: 'modal', modal, interactionId: interaction.id, memberId: interaction.userId });
}

function callbackResponse(
  { id, type, channelId, guildId, acknowledged }: Interaction,
  message: StoredMessage | undefined,
): object {
  return {
    interaction: {
      id,
      type,
      channel_id: channelId,
      ...(guildId && { guild_id: guildId }),
      ...(message && {
        response_message_id: message.raw.id,
        response_message_loading: ((message.raw.flags ?? 0) & MessageFlags.Loading) !== 0,
        response_message_ephemeral: message.visibleTo !== null,
      }),
    },
    ...(message && { resource: { type: acknowledged, message: message.raw } }),
  };
}

function followUp(context: ApiContext, { params, body, files }: Call): object {
  const { world } = context;
  const interaction = openInteraction(world, params);
  const original = world.message(interaction.channelId, interaction.originalId ?? '');
  // The first followup after a deferral stands in for editing the original, as it always has.
  if (original && ((original.raw.flags ?? 0) & MessageFlags.Loading) !== 0)
    return change(context, interaction, original, body, files);
  const checked = checkMessage(body, { schema: IncomingWebhookRequestPartialSchema, files });
  return world.addMessage(answerMessage(context, interaction, checked, files)).raw;
}

function answerMessage(
  { world, filesUrl }: ApiContext,
  interaction: Interaction,
  body: MessageBody,
  files: Call['files'],
  loading = false,
): StoredMessage {
  const replyTo =
    interaction.sourceMessage && world.message(interaction.channelId, interaction.sourceMessage);
  return composeMessage(world, body, {
    channelId: interaction.channelId,
    author: world.bot.user,
    interaction,
    files,
    filesUrl,
    loading,
    visibleTo: ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0 ? interaction.userId : null,
    ...(replyTo && { replyTo }),
  });
}

function change(
  { world, filesUrl }: ApiContext,
  interaction: Interaction,
  message: StoredMessage,
  body: unknown,
  files: Call['files'],
) {
  const checked = checkMessage(body, {
    schema: IncomingWebhookUpdateRequestPartialSchema,
    files,
    existing: message.raw,
  });
  const revised = reviseMessage(world, message, checked, files, filesUrl);
  return world.changeMessage(message, revised.raw, revised.pings, interaction.id).raw;
}

/** An interaction that was responded to, and whose token still holds. */
function openInteraction(world: World, { application, token }: Call['params']): Interaction {
  const interaction = [...world.interactions.values()].find((candidate) => candidate.token === token);
  if (!interaction || application !== world.applicationId || interaction.acknowledged === undefined)
    throw unknown('Webhook');
  if (world.clock() - interaction.createdAt > FOLLOWUP_MS) throw invalidWebhookToken();
  return interaction;
}

function answerOf(
  world: World,
  params: Call['params'],
): { interaction: Interaction; message: StoredMessage } {
  const interaction = openInteraction(world, params);
  const isOriginal = params.message === '@original';
  const message = world.message(
    interaction.channelId,
    (isOriginal ? interaction.originalId : params.message) ?? '',
  );
  if (
    !message ||
    (!isOriginal && message.interactionId !== interaction.id && message.raw.id !== interaction.originalId)
  )
    throw unknown('Message');
  return { interaction, message };
}
