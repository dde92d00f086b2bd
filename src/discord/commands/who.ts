import { replyTo } from '../origin.js';
import { onlyMe, requiredText, slashCommand } from '../slash-command.js';

const NAME_LENGTH = 60;

export const who = slashCommand({
  name: 'who',
  description: 'Who somebody is in this story, and what they did or said',
  names: { ru: 'кто', uk: 'хто', 'zh-CN': '人物', 'es-ES': 'quién', fr: 'qui' },
  descriptions: {
    ru: 'Кто это в этой истории, что сделал или сказал',
    uk: 'Хто це в цій історії, що зробив або сказав',
    'zh-CN': '某人在报道中是谁、做过或说过什么',
    'es-ES': 'Quién es alguien en esta historia y qué hizo o dijo',
    fr: 'Qui est quelqu’un dans cette histoire, ce qu’il a fait ou dit',
  },
  options: {
    name: requiredText({
      description: 'A person, place or organisation',
      names: { ru: 'имя', uk: 'імʼя', 'zh-CN': '名字', 'es-ES': 'nombre', fr: 'nom' },
      descriptions: {
        ru: 'Человек, место или организация',
        uk: 'Людина, місце або організація',
        'zh-CN': '人物、地点或组织',
        'es-ES': 'Una persona, un lugar o una organización',
        fr: 'Une personne, un lieu ou une organisation',
      },
      maxLength: NAME_LENGTH,
      complete: (engine, typed) => engine.completeNames(typed),
    }),
    private: onlyMe,
  },
  run: ({ name }, { engine, today }) => replyTo({ kind: 'who', name }, engine, today),
});
