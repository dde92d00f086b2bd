import { renderHelp } from '../pages.js';
import { slashCommand } from '../slash-command.js';

export const help = slashCommand({
  name: 'help',
  description: 'What I can do, with questions to try',
  names: { ru: 'помощь', uk: 'допомога', 'zh-CN': '帮助', 'es-ES': 'ayuda', fr: 'aide' },
  descriptions: {
    ru: 'Что я умею, с примерами вопросов',
    uk: 'Що я вмію, з прикладами запитань',
    'zh-CN': '我能做什么，附示例问题',
    'es-ES': 'Lo que sé hacer, con preguntas de ejemplo',
    fr: 'Ce que je sais faire, avec des exemples de questions',
  },
  options: {},
  alwaysPrivate: true,
  run: (_values, { engine }) => ({ kind: 'page', body: renderHelp(engine.story), answers: [] }),
});
