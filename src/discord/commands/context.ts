import { replyTo } from '../origin.js';
import { onlyMe, requiredText, slashCommand } from '../slash-command.js';

const TOPIC_LENGTH = 60;

export const context = slashCommand({
  name: 'context',
  description: 'The background: sanctions, trade, the ceasefire, Victory Day …',
  names: { ru: 'контекст', uk: 'контекст', 'zh-CN': '背景', 'es-ES': 'contexto', fr: 'contexte' },
  descriptions: {
    ru: 'Предыстория: санкции, торговля, перемирие, День Победы …',
    uk: 'Передісторія: санкції, торгівля, перемир’я, День Перемоги …',
    'zh-CN': '背景：制裁、贸易、停火、胜利日……',
    'es-ES': 'El trasfondo: sanciones, comercio, alto el fuego, Día de la Victoria …',
    fr: 'Le contexte : sanctions, commerce, cessez-le-feu, jour de la Victoire …',
  },
  options: {
    topic: requiredText({
      description: 'What you want the background of',
      names: { ru: 'тема', uk: 'тема', 'zh-CN': '主题', 'es-ES': 'tema', fr: 'sujet' },
      descriptions: {
        ru: 'О чём рассказать подробнее',
        uk: 'Про що розповісти докладніше',
        'zh-CN': '想了解哪方面的背景',
        'es-ES': 'De qué quieres saber el trasfondo',
        fr: 'Ce dont vous voulez connaître le contexte',
      },
      maxLength: TOPIC_LENGTH,
      complete: (engine, typed) => engine.completeTopics(typed),
    }),
    private: onlyMe,
  },
  run: ({ topic }, { engine, today }) => replyTo({ kind: 'context', heading: topic }, engine, today),
});
