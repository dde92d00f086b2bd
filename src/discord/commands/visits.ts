import { replyTo } from '../origin.js';
import type { ReaderEngine } from '../ports.js';
import { onlyMe, slashCommand, text, wholeNumber } from '../slash-command.js';

const PERSON_LENGTH = 50;

export const visits = slashCommand({
  name: 'visits',
  description: 'Earlier visits and meetings, newest first',
  names: { ru: 'визиты', uk: 'візити', 'zh-CN': '访问', 'es-ES': 'visitas', fr: 'visites' },
  descriptions: {
    ru: 'Прежние визиты и встречи, сначала новые',
    uk: 'Попередні візити та зустрічі, спочатку нові',
    'zh-CN': '以往的访问和会晤，最近的在前',
    'es-ES': 'Visitas y encuentros anteriores, los últimos primero',
    fr: 'Visites et rencontres précédentes, les plus récentes d’abord',
  },
  options: {
    person: text({
      description: 'Only visits of this person',
      names: { ru: 'кто', uk: 'хто', 'zh-CN': '人物', 'es-ES': 'persona', fr: 'personne' },
      descriptions: {
        ru: 'Только визиты этого человека',
        uk: 'Лише візити цієї людини',
        'zh-CN': '只看此人的访问',
        'es-ES': 'Solo las visitas de esta persona',
        fr: 'Seulement les visites de cette personne',
      },
      maxLength: PERSON_LENGTH,
      complete: (engine, typed) => engine.completeNames(typed).filter(({ value }) => isPerson(value, engine)),
    }),
    year: wholeNumber({
      description: 'Only visits of this year',
      names: { ru: 'год', uk: 'рік', 'zh-CN': '年份', 'es-ES': 'año', fr: 'année' },
      descriptions: {
        ru: 'Только визиты этого года',
        uk: 'Лише візити цього року',
        'zh-CN': '只看这一年的访问',
        'es-ES': 'Solo las visitas de este año',
        fr: 'Seulement les visites de cette année',
      },
      min: 1900,
      max: 2200,
    }),
    private: onlyMe,
  },
  run: ({ person, year }, { engine, today }) =>
    replyTo({ kind: 'visits', person: person?.trim() || undefined, year }, engine, today),
});

function isPerson(id: string, { story }: ReaderEngine): boolean {
  return story.names.get(id)?.kind === 'person';
}
