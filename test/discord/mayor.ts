import type { Engine } from '../../src/answer/engine.js';
import type { Answer, Citation } from '../../src/answer/types.js';
import type { Sentence, Story } from '../../src/knowledge/schema.js';

const sentences: Sentence[] = Array.from({ length: 16 }, (_, index) => ({
  number: index + 1,
  paragraph: Math.floor(index / 4) + 1,
  text: `The mayor of Springfield did thing number ${index + 1} at the harbour.`,
  sha256: String(index).padStart(64, 'a'),
}));

/** A small invented story. */
export const story: Story = {
  id: 'mayor',
  title: 'The mayor goes to sea',
  summary: 'The mayor of Springfield travels by ship.',
  year: 2026,
  examples: ['When did the mayor arrive?', 'Who paid for the trip?'],
  sentences,
  facts: new Map([
    [
      'arrival',
      {
        text: 'The mayor arrived on Monday.',
        sentences: [3],
        basis: 'reported',
        ask: 'When did the mayor arrive?',
      },
    ],
    [
      'storm',
      {
        text: 'A storm was near, the captain says.',
        sentences: [5],
        basis: 'claimed',
        says: 'the *captain*',
        ask: 'Was there a storm?',
      },
    ],
  ]),
  events: new Map(),
  names: new Map([
    ['quimby', { name: 'Quimby', kind: 'person', about: 'the mayor', mentioned: true, facts: ['arrival'] }],
    [
      'harbour',
      { name: 'the harbour', kind: 'place', about: 'a place', mentioned: true, facts: ['arrival'] },
    ],
  ]),
  unknowns: new Map([
    ['payer', { missing: 'who paid for the trip', ask: 'Who paid for the trip?', near: ['arrival'] }],
  ]),
  notes: new Map(),
};

/** The citation of a sentence of the invented story. */
export function cite(number: number): Citation {
  const sentence = sentences[number - 1];
  if (!sentence) throw new Error(`there is no sentence ${number}`);
  return { story: story.id, paragraph: sentence.paragraph, sentence: number, text: sentence.text };
}

/** An answer with whatever a test cares about. */
export function answerWith(fields: Partial<Answer> = {}): Answer {
  return {
    question: 'When did the mayor arrive?',
    status: 'answered',
    text: 'The mayor arrived on Monday.',
    story: story.id,
    topic: 'arrival',
    citations: [cite(3)],
    facts: ['arrival'],
    basis: 'reported',
    notes: [],
    suggestions: [],
    ...fields,
  };
}

const arrival = (question: string) =>
  answerWith({ question, suggestions: [{ topic: 'storm', text: 'Was there a storm?', sentences: [5] }] });

const storm = (question: string) =>
  answerWith({
    question,
    topic: 'storm',
    text: 'A storm was near, the captain says.',
    citations: [cite(5)],
    facts: ['storm'],
    basis: 'claimed',
  });

/** What the store is told of a question that nothing answers. */
export const unanswered = (question: string) => ({
  question,
  facts: [],
  suggestions: [{ topic: 'arrival' }],
});

const unsaid = (question: string): Answer => ({
  question,
  status: 'not_in_article',
  text: `The article does not say that.`,
  story: story.id,
  citations: [],
  facts: [],
  notes: [],
  suggestions: [{ topic: 'arrival', text: 'When did the mayor arrive?', sentences: [3] }],
});

const either = (question: string): Answer => ({
  ...unsaid(question),
  status: 'suggested',
  text: 'Which of these did you mean?',
  suggestions: [
    { topic: 'arrival', text: 'When did the mayor arrive?', sentences: [3] },
    { topic: 'storm', text: 'Was there a storm?', sentences: [5] },
    { topic: 'gone', text: 'Did the ship sink?', sentences: [6] },
  ],
});

const longList = Array.from(
  { length: 120 },
  (_, index) => `${index + 1} · a visit to harbour number ${index + 1} in the year 19${10 + (index % 80)}`,
).join('\n');

function answer(question: string, before?: string): Answer {
  if (/explode/.test(question)) throw new Error('the engine broke');
  if (/mayor|arrive/i.test(question)) return arrival(question);
  if (/storm/i.test(question) || (before === 'storm' && /why/i.test(question))) return storm(question);
  if (/ship/i.test(question)) return either(question);
  return unsaid(question);
}

/** Answers about the invented story, by a word or two of the question. */
export const engine: Omit<Engine, 'explain'> = {
  story,
  answer: (text, _today, before) => answer(text, before),
  answerTopic: (topic, question) => ({ arrival: arrival(question), storm: storm(question) })[topic],
  onDate: (when) => answerWith({ question: when, text: `What happened on ${when}.` }),
  visitDates: () => answerWith({ question: '', text: 'The visit lasted from Monday to Wednesday.' }),
  visits: ({ person, year }) =>
    answerWith({ question: `Visits of ${person} in ${year}`, text: longList, topic: 'visits' }),
  context: (topic) => answerWith({ question: topic, text: `The background of ${topic}.` }),
  who: (name) => answerWith({ question: name, text: `${name} is the mayor.` }),
  source: () =>
    answerWith({
      question: '',
      text: sentences.map(({ number, text }) => `${number}. ${text}`).join('\n'),
      citations: sentences.map(({ number }) => cite(number)),
    }),
  check: (message) => (/storm/i.test(message) ? [storm(message), unsaid(message)] : []),
  completeQuestions: (typed) =>
    Array.from({ length: 40 }, (_, index) => ({
      name: `${typed} question ${index} ${'word '.repeat(40)}`,
      value: `${typed} question ${index} ${'word '.repeat(40)}`,
    })),
  completeTopics: () => [{ name: 'Weather', value: 'Weather' }],
  completeNames: () => [
    { name: 'the harbour', value: 'harbour' },
    { name: 'Quimby', value: 'quimby' },
  ],
};
