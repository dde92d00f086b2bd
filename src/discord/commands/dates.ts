import { replyTo } from '../origin.js';
import { onlyMe, slashCommand, text } from '../slash-command.js';

/** As long as a date in words can get; it has room in the `custom_id` of a button. */
const DATE_LENGTH = 60;

export const dates = slashCommand({
  name: 'dates',
  description: 'Dates of the visit, or what the story says about a date',
  names: { ru: 'даты', uk: 'дати', 'zh-CN': '日期', 'es-ES': 'fechas', fr: 'dates' },
  descriptions: {
    ru: 'Даты визита или что сказано о какой-то дате',
    uk: 'Дати візиту або що сказано про певну дату',
    'zh-CN': '访问日期，或报道对某个日期的说法',
    'es-ES': 'Fechas de la visita, o lo que se dice de una fecha',
    fr: 'Dates de la visite, ou ce qui est dit d’une date',
  },
  options: {
    when: text({
      description: 'A date, for example "9 May" or "October 2023"',
      names: { ru: 'когда', uk: 'коли', 'zh-CN': '时间', 'es-ES': 'cuándo', fr: 'quand' },
      descriptions: {
        ru: 'Дата, например "9 May" или "October 2023"',
        uk: 'Дата, наприклад "9 May" або "October 2023"',
        'zh-CN': '一个日期，例如 "9 May" 或 "October 2023"',
        'es-ES': 'Una fecha, por ejemplo "9 May" u "October 2023"',
        fr: 'Une date, par exemple « 9 May » ou « October 2023 »',
      },
      maxLength: DATE_LENGTH,
    }),
    private: onlyMe,
  },
  run: ({ when }, { engine, today }) =>
    replyTo(when?.trim() ? { kind: 'date', when } : { kind: 'dates' }, engine, today),
});
