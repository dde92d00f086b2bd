import { replyToQuestion } from '../origin.js';
import { onlyMe, requiredText, slashCommand } from '../slash-command.js';

/** Longer than any question that people type; the engine looks at the last question of a long text. */
const QUESTION_LENGTH = 1000;

export const ask = slashCommand({
  name: 'ask',
  description: 'Ask anything about the visit',
  names: { ru: 'спросить', uk: 'запитати', 'zh-CN': '提问', 'es-ES': 'preguntar', fr: 'demander' },
  descriptions: {
    ru: 'Задать любой вопрос о визите',
    uk: 'Поставити будь-яке запитання про візит',
    'zh-CN': '询问有关此次访问的任何问题',
    'es-ES': 'Pregunta lo que quieras sobre la visita',
    fr: 'Poser une question sur la visite',
  },
  options: {
    question: requiredText({
      description: 'Your question in plain words',
      names: { ru: 'вопрос', uk: 'запитання', 'zh-CN': '问题', 'es-ES': 'pregunta', fr: 'question' },
      descriptions: {
        ru: 'Ваш вопрос простыми словами (по-английски)',
        uk: 'Ваше запитання простими словами (англійською)',
        'zh-CN': '用简单的话提问（请用英文）',
        'es-ES': 'Tu pregunta en palabras sencillas (en inglés)',
        fr: 'Votre question en mots simples (en anglais)',
      },
      maxLength: QUESTION_LENGTH,
      complete: (engine, typed) => engine.completeQuestions(typed),
    }),
    private: onlyMe,
  },
  run: ({ question }, { engine, today, before }) => replyToQuestion(question, engine, today, before),
});
