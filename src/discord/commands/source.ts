import { replyTo } from '../origin.js';
import { onlyMe, slashCommand, wholeNumber } from '../slash-command.js';

/** Paragraphs that can be asked for; where the article has fewer, the engine says so. */
const PARAGRAPHS = 7;

export const source = slashCommand({
  name: 'source',
  description: 'The article’s outline, restated sentence by sentence, and how to check it',
  names: { ru: 'источник', uk: 'джерело', 'zh-CN': '来源', 'es-ES': 'fuente', fr: 'source' },
  descriptions: {
    ru: 'Статья, пересказанная по предложениям, и как это проверить',
    uk: 'Стаття, переказана по реченнях, і як це перевірити',
    'zh-CN': '逐句转述的文章提要，以及如何核对',
    'es-ES': 'El artículo resumido frase por frase y cómo comprobarlo',
    fr: 'L’article reformulé phrase par phrase, et comment le vérifier',
  },
  options: {
    paragraph: wholeNumber({
      description: 'Only this paragraph',
      names: { ru: 'абзац', uk: 'абзац', 'zh-CN': '段落', 'es-ES': 'párrafo', fr: 'paragraphe' },
      descriptions: {
        ru: 'Только этот абзац',
        uk: 'Лише цей абзац',
        'zh-CN': '只看这一段',
        'es-ES': 'Solo este párrafo',
        fr: 'Seulement ce paragraphe',
      },
      min: 1,
      max: PARAGRAPHS,
    }),
    private: onlyMe,
  },
  run: ({ paragraph }, { engine, today }) => replyTo({ kind: 'article', paragraph }, engine, today),
});
