import type { Command } from '../slash-command.js';
import { ask } from './ask.js';
import { check } from './check.js';
import { context } from './context.js';
import { dates } from './dates.js';
import { gaps } from './gaps.js';
import { help } from './help.js';
import { settings } from './settings.js';
import { source } from './source.js';
import { visits } from './visits.js';
import { who } from './who.js';

/** Every command: what is registered is what is routed. */
export const commands: readonly Command[] = [
  ask,
  dates,
  visits,
  context,
  who,
  source,
  help,
  check,
  gaps,
  settings,
];
