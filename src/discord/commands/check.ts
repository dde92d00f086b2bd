import { UserError } from '../errors.js';
import { renderFindings } from '../pages.js';
import { messageCommand } from '../slash-command.js';

export const check = messageCommand({
  name: 'Check against the article',
  names: {
    ru: 'Сверить со статьёй',
    uk: 'Звірити зі статтею',
    'zh-CN': '与文章核对',
    'es-ES': 'Comprobar con el artículo',
    fr: 'Vérifier avec l’article',
  },
  run: ({ content }, { engine, today }) => {
    if (!content.trim()) throw new UserError('There is no text in that message that I could check.');
    const findings = engine.check(content, today);
    return { kind: 'page', body: renderFindings(findings, engine.story), answers: findings };
  },
});
